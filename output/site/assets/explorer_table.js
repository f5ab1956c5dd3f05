// A table in memory: columns as codes into lists of distinct values, so that filters and sorting look at each value once.
"use strict";
const newsledger = (() => {
  const DIGITS = (() => {
    let text = "";
    for (let code = 35; code < 127; code++) {
      const sign = String.fromCharCode(code);
      if (!"\\<>&'`".includes(sign)) text += sign;
    }
    return text;
  })();
  const PLACE = new Int32Array(128);
  for (let place = 0; place < DIGITS.length; place++) PLACE[DIGITS.charCodeAt(place)] = place;

  const fold = (text) => String(text).toLowerCase();

  class Table {
    constructor(about) {
      this.about = about;
      this.size = 0;
      this.loaded = 0;
      this.columns = new Map();
    }

    column(name) {
      let found = this.columns.get(name);
      if (!found) {
        found = { values: [null], places: new Map(), codes: new Int32Array(this.about.rows), folded: [""], ranks: null };
        this.columns.set(name, found);
      }
      return found;
    }

    // Takes in one chunk: [name, number, rows, {column: [distinct values, width of a code, codes]}].
    add(rows, columns) {
      for (const [name, [values, width, text]] of Object.entries(columns)) {
        const column = this.column(name);
        const own = new Int32Array(values.length + 1);
        values.forEach((value, index) => {
          let place = column.places.get(value);
          if (place === undefined) {
            place = column.values.push(value) - 1;
            column.places.set(value, place);
            column.folded.push(fold(value));
          }
          own[index + 1] = place;
        });
        for (let row = 0, at = 0; row < rows; row++) {
          let code = 0;
          for (let digit = 0; digit < width; digit++) code = code * DIGITS.length + PLACE[text.charCodeAt(at++)];
          column.codes[this.size + row] = own[code];
        }
        column.ranks = null;
      }
      this.size += rows;
      this.loaded += 1;
    }

    value(name, row) {
      const column = this.columns.get(name);
      return column ? column.values[column.codes[row]] : null;
    }

    // Which values of a column a test accepts, as one byte a value.
    accept(name, test) {
      const column = this.columns.get(name);
      if (!column) return null;
      const accepted = new Uint8Array(column.values.length);
      for (let place = 0; place < accepted.length; place++) {
        if (test(column.folded[place], column.values[place])) accepted[place] = 1;
      }
      return { codes: column.codes, accepted };
    }

    // Rows that pass all filters; a filter is a list of columns of which one must be accepted.
    filter(filters) {
      const kept = new Uint8Array(this.size).fill(1);
      for (const { names, test } of filters) {
        const sides = names.map((name) => this.accept(name, test)).filter(Boolean);
        const emptyPasses = test("", null);
        for (let row = 0; row < this.size; row++) {
          if (!kept[row]) continue;
          let passes = sides.length === 0 && emptyPasses;
          for (let side = 0; side < sides.length && !passes; side++) {
            passes = sides[side].accepted[sides[side].codes[row]] === 1;
          }
          if (!passes) kept[row] = 0;
        }
      }
      let count = 0;
      for (let row = 0; row < this.size; row++) count += kept[row];
      const rows = new Int32Array(count);
      for (let row = 0, at = 0; row < this.size; row++) if (kept[row]) rows[at++] = row;
      return rows;
    }

    // The rows in the order of a column (a counting sort over the ranks of its values); nulls last.
    sort(rows, name, descending) {
      const column = this.columns.get(name);
      if (!column) return rows;
      if (!column.ranks) {
        const order = column.values.map((_, place) => place).slice(1);
        const numeric = order.every((place) => typeof column.values[place] === "number");
        const folded = column.folded;
        order.sort(numeric
          ? (a, b) => column.values[a] - column.values[b]
          : (a, b) => (folded[a] < folded[b] ? -1 : folded[a] > folded[b] ? 1 : a - b));
        column.ranks = new Int32Array(column.values.length);
        order.forEach((place, rank) => { column.ranks[place] = rank; });
      }
      const last = column.values.length - 1;
      const starts = new Int32Array(last + 2);
      const rank = (row) => {
        const code = column.codes[row];
        if (code === 0) return last;
        return descending ? last - 1 - column.ranks[code] : column.ranks[code];
      };
      for (const row of rows) starts[rank(row) + 1]++;
      for (let index = 1; index < starts.length; index++) starts[index] += starts[index - 1];
      const sorted = new Int32Array(rows.length);
      for (const row of rows) sorted[starts[rank(row)]++] = row;
      return sorted;
    }
  }

  const tables = new Map();
  const waiting = new Map();
  const self = {
    fold,
    tables,
    ready: null,
    register(list) {
      for (const about of list) tables.set(about.name, new Table(about));
      if (self.ready) self.ready();
    },
    add([name, number, rows, columns]) {
      tables.get(name).add(rows, columns);
      waiting.get(`${name}-${number}`)();
    },
    // Loads the chunks of a table one after another, and tells after each; scripts, because pages opened from disk may
    // read no other file.
    async load(table, told) {
      if (table.loading) return;
      table.loading = true;
      for (let number = table.loaded; number < table.about.chunks; number++) {
        await new Promise((resolve, reject) => {
          const script = document.createElement("script");
          waiting.set(`${table.about.name}-${number}`, resolve);
          script.onerror = () => reject(new Error(`data/${table.about.name}-${number}.js cannot be read`));
          script.src = `data/${table.about.name}-${number}.js`;
          document.head.append(script);
        });
        told();
      }
    },
  };
  return self;
})();
