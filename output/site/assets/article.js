// Shows the row of a mark while it is pointed at or has the focus, and keeps the way back when a row is opened.
"use strict";
(() => {
  const card = document.getElementById("card");
  const hide = () => { card.hidden = true; };
  const show = (mark) => {
    const row = document.getElementById(mark.getAttribute("href").slice(1));
    if (!row) return;
    const copy = row.cloneNode(true);
    copy.removeAttribute("id");
    for (const part of copy.querySelectorAll("[id]")) part.removeAttribute("id");
    const list = document.createElement("ul");
    list.className = "rowlist";
    list.append(copy);
    card.replaceChildren(list);
    card.hidden = false;
  };
  for (const mark of document.querySelectorAll("a.mark")) {
    mark.addEventListener("mouseenter", () => show(mark));
    mark.addEventListener("focus", () => show(mark));
    mark.addEventListener("mouseleave", hide);
    mark.addEventListener("blur", hide);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  // An anchor without words of its own (a statement) shows where it stands by the words after it.
  const point = () => {
    for (const old of document.querySelectorAll(".found-here")) old.classList.remove("found-here");
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const around = target.classList.contains("anchor") ? target.parentElement : target;
    if (around.closest(".text")) around.classList.add("found-here");
    for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", point);
  point();
})();
