// The explorer: what is shown is all in the address, so that every state has a link.
"use strict";
(() => {
  const PAGE = 50;
  const byId = (id) => document.getElementById(id);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  let state = new URLSearchParams();
  let table = null;
  let shownRows = new Int32Array(0);
  let drawnFor = "";

  const named = (name) => table.about.columns.find((column) => column.name === name);
  const listed = () => table.about.columns.filter((column) => column.listed && table.columns.has(column.name));
  const chosenColumns = () => {
    const names = state.get("columns");
    const wanted = names ? names.split(" ") : table.about.columns.filter((c) => c.shown).map((c) => c.name);
    return wanted.map(named).filter(Boolean);
  };
  const write = (changes, push) => {
    for (const [name, value] of Object.entries(changes)) {
      if (value === "" || value === null) state.delete(name); else state.set(name, value);
    }
    history[push ? "pushState" : "replaceState"](null, "", "#" + state.toString());
    show();
  };

  const searchFilters = (about) => newsledger.fold(state.get("q") || "").split(/\s+/).filter(Boolean)
    .map((word) => ({ names: about.searched, test: (text) => text.includes(word) }));

  function buildFilters() {
    const filters = searchFilters(table.about);
    for (const [name, names] of Object.entries(table.about.contains)) {
      const part = newsledger.fold(state.get(name) || "").trim();
      if (part) filters.push({ names, test: (text) => text.includes(part) });
    }
    for (const name of [...table.about.columns.filter((c) => c.listed).map((c) => c.name), ...table.about.hidden]) {
      const value = state.get(name);
      if (value) filters.push({ names: [name], test: (_, own) => own === value });
    }
    if (table.about.days) {
      const [first, last] = table.about.days;
      const from = state.get("from"), to = state.get("to");
      if (from) filters.push({ names: [last, first], test: (_, day) => day !== null && day >= from });
      if (to) filters.push({ names: [first], test: (_, day) => day !== null && day <= to });
    }
    return filters;
  }

  function show() {
    const name = newsledger.tables.has(state.get("table")) ? state.get("table") : "events";
    table = newsledger.tables.get(name);
    for (const button of byId("tabs").children) button.setAttribute("aria-pressed", String(button.dataset.name === name));
    const key = name + table.loaded;
    if (drawnFor !== key) { drawFields(); drawnFor = key; }
    fillFields();
    const sort = state.get("sort") || table.about.sort;
    const descending = state.has("down") ? state.get("down") === "1" : named(sort) && named(sort).type === "number";
    shownRows = table.sort(table.filter(buildFilters()), sort, descending);
    drawRows(sort, descending);
    const failed = (error) => { byId("status").textContent = error.message; };
    newsledger.load(table, show).catch(failed);
    // Where a search finds nothing here, the other tables are asked too.
    const isLost = state.get("q") && table.size === table.about.rows && shownRows.length === 0;
    byId("elsewhere").hidden = !isLost;
    if (!isLost) return;
    const others = [...newsledger.tables.values()].filter((each) => each !== table);
    for (const other of others) if (other.about.rows && !other.loading) newsledger.load(other, show).catch(failed);
    const links = others.flatMap((other) => {
      const found = other.filter(searchFilters(other.about)).length;
      if (!found) return [];
      const href = "#" + new URLSearchParams({ table: other.about.name, q: state.get("q") });
      return [" ", make("a", { href, textContent: `${other.about.title}: ${found.toLocaleString("en")}` })];
    });
    byId("elsewhere").replaceChildren("No row here has these words. ", links.length ? "But elsewhere:" : "", ...links);
  }

  function drawFields() {
    const fields = [], more = [];
    const add = (name, label, input, place = fields) => {
      input.id = "field-" + name.replace(/\W/g, "-");
      input.dataset.name = name;
      place.push(make("div", { className: "field" }, make("label", { htmlFor: input.id, textContent: label }), input));
    };
    for (const name of Object.keys(table.about.contains)) add(name, name, make("input", { type: "text", autocomplete: "off" }));
    for (const column of listed()) {
      const values = table.columns.get(column.name).values.slice(1).sort();
      const select = make("select", { title: column.about }, make("option", { value: "", textContent: "any" }));
      for (const value of values) select.append(make("option", { value, textContent: value.replaceAll("_", " ").toLowerCase() }));
      add(column.name, column.label, select, table.about.filters.includes(column.name) ? fields : more);
    }
    if (table.about.days) {
      add("from", "from day", make("input", { type: "date" }));
      add("to", "to day", make("input", { type: "date" }));
    }
    const focused = document.activeElement && document.activeElement.id;
    byId("fields").replaceChildren(...fields);
    byId("more").replaceChildren(...more);
    byId("more").parentElement.hidden = more.length === 0;
    if (more.some((field) => state.get(field.lastChild.dataset.name))) byId("more").parentElement.open = true;
    if (focused && byId(focused)) byId(focused).focus();
    byId("columns").replaceChildren(byId("columns").querySelector("legend"), ...table.about.columns.map((column) => {
      const box = make("input", { type: "checkbox", value: column.name });
      return make("label", { title: column.about }, box, column.label);
    }));
  }

  function fillFields() {
    const inputs = [...byId("filters").querySelectorAll("input, select")];
    for (const input of inputs) {
      const value = state.get(input.dataset.name || "q") || "";
      if (input.value !== value && (document.activeElement !== input || input.tagName === "SELECT")) input.value = value;
    }
    const chosen = new Set(chosenColumns().map((column) => column.name));
    for (const box of byId("columns").querySelectorAll("input")) box.checked = chosen.has(box.value);
    byId("chips").replaceChildren(...table.about.hidden.filter((name) => state.get(name)).map((name) => {
      const words = { cluster_id: "mentions of one event", series_id: "figures of one series", document_id: "one article" };
      const button = make("button", { type: "button", textContent: `Only ${words[name] || name} ✕` });
      button.addEventListener("click", () => write({ [name]: null, page: null }, true));
      return button;
    }));
  }

  function linkRow(row) {
    const key = table.value(table.about.key, row);
    if (table.about.link === "row") return `articles/${table.value("document_id", row)}.html#${key}`;
    if (table.about.link === "mentions") return `#table=events&cluster_id=${key}`;
    if (table.about.link === "figures") return `#table=figures&series_id=${key}`;
    return table.value("page", row) ? `entities/${key}.html` : null;
  }

  const format = (column, value) => {
    if (value === null) return "";
    if (column.type === "number") {
      return Number.isInteger(value) || Math.abs(value) >= 1 ? value.toLocaleString("en", { maximumFractionDigits: 4 }) : String(value);
    }
    return column.listed ? value.replaceAll("_", " ").toLowerCase() : String(value);
  };

  function drawRows(sort, descending) {
    const columns = chosenColumns();
    const pages = Math.max(1, Math.ceil(shownRows.length / PAGE));
    const page = Math.min(Math.max(1, parseInt(state.get("page") || "1", 10) || 1), pages);
    byId("rows").tHead.replaceChildren(make("tr", {}, ...columns.map((column) => {
      const button = make("button", { type: "button", textContent: column.label, title: column.about });
      button.addEventListener("click", () => {
        const down = column.name === sort ? !descending : column.type === "number";
        write({ sort: column.name, down: down ? "1" : "0", page: null }, true);
      });
      const head = make("th", { scope: "col", className: column.type === "number" ? "n" : "" }, button);
      if (column.name === sort) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      return head;
    })));
    const lines = [];
    for (const row of shownRows.subarray((page - 1) * PAGE, page * PAGE)) {
      const link = linkRow(row);
      lines.push(make("tr", {}, ...columns.map((column, index) => {
        const text = format(column, table.value(column.name, row));
        const cell = make("td", { className: column.type === "number" ? "n" : column.type === "day" ? "day" : text.length > 60 ? "long" : "" });
        cell.dataset.label = column.label;
        if (index === 0 && link) cell.append(make("a", { href: link, textContent: text || "open" }));
        else cell.textContent = text;
        return cell;
      })));
    }
    byId("rows").tBodies[0].replaceChildren(...lines);
    const all = table.about.rows.toLocaleString("en");
    const done = table.size === table.about.rows ? "" : `, ${table.size.toLocaleString("en")} read so far`;
    byId("status").textContent = `${shownRows.length.toLocaleString("en")} of ${all} ${table.about.noun}${done}`;
    byId("page").textContent = `Page ${page.toLocaleString("en")} of ${pages.toLocaleString("en")}`;
    byId("before").disabled = page <= 1;
    byId("after").disabled = page >= pages;
    byId("before").onclick = () => write({ page: String(page - 1) }, true);
    byId("after").onclick = () => write({ page: String(page + 1) }, true);
  }

  // A cell that a spreadsheet would run as a formula has an apostrophe put before it, as in the CSV files of the release.
  function exportRows() {
    const columns = chosenColumns();
    const quote = (text) => (/[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
    const cell = (column, row) => {
      const value = table.value(column.name, row);
      if (value === null) return "";
      const text = String(value);
      return quote(typeof value === "string" && /^'*[=+\-@\t\r\n＝＋－＠]/.test(text) ? "'" + text : text);
    };
    const lines = [columns.map((column) => column.name).join(",")];
    for (const row of shownRows) lines.push(columns.map((column) => cell(column, row)).join(","));
    const link = make("a", {
      href: URL.createObjectURL(new Blob([lines.join("\r\n") + "\r\n"], { type: "text/csv;charset=utf-8" })),
      download: `${table.about.name}.csv`,
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function read() {
    state = new URLSearchParams(location.hash.slice(1));
    show();
  }

  function start() {
    byId("explorer").hidden = false;
    byId("plain").hidden = true;
    if (matchMedia("(max-width: 42rem)").matches) byId("folded").open = false;
    byId("tabs").replaceChildren(...[...newsledger.tables.values()].map((each) => {
      const button = make("button", { type: "button", textContent: each.about.title });
      button.dataset.name = each.about.name;
      button.addEventListener("click", () => {
        const words = state.get("q");
        state = new URLSearchParams();
        write({ table: each.about.name, q: words }, true);
      });
      return button;
    }));
    let timer = 0;
    byId("filters").addEventListener("input", (event) => {
      clearTimeout(timer);
      const { dataset, value, tagName } = event.target;
      const apply = () => write({ [dataset.name || "q"]: value, page: null }, false);
      if (tagName === "SELECT") apply(); else timer = setTimeout(apply, 120);
    });
    byId("filters").addEventListener("submit", (event) => event.preventDefault());
    byId("columns").addEventListener("change", () => {
      const names = [...byId("columns").querySelectorAll("input:checked")].map((box) => box.value);
      write({ columns: names.join(" ") }, false);
    });
    byId("export").addEventListener("click", exportRows);
    byId("clear").addEventListener("click", () => {
      const name = state.get("table");
      state = new URLSearchParams();
      write({ table: name }, true);
      byId("search").value = "";
    });
    addEventListener("hashchange", read);
    addEventListener("popstate", read);
    read();
  }

  if (newsledger.tables.size) start(); else newsledger.ready = start;
})();
