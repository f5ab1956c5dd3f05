// The search on the start page opens the explorer with what was typed.
"use strict";
(() => {
  const form = document.querySelector("[data-search]");
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const words = form.elements.q.value.trim();
    location.href = "explore.html#table=events" + (words ? "&q=" + encodeURIComponent(words) : "");
  });
})();
