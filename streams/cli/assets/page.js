"use strict";
const tip = document.getElementById("tip");
let owner = null;

function show(at, text) {
  hide();
  owner = at;
  tip.textContent = text;
  tip.hidden = false;
  at.setAttribute("aria-describedby", "tip");
  const box = at.getClientRects()[0] || at.getBoundingClientRect();
  const left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 12);
  const above = box.top - tip.offsetHeight - 8;
  tip.style.left = `${Math.max(8, left) + window.scrollX}px`;
  tip.style.top = `${(above > 48 ? above : box.bottom + 8) + window.scrollY}px`;
}

function hide() {
  if (owner) owner.removeAttribute("aria-describedby");
  owner = null;
  tip.hidden = true;
}

function light(names, on) {
  for (const name of names) {
    for (const part of document.querySelectorAll(`[data-q~="${CSS.escape(name)}"]`)) part.classList.toggle("on", on);
  }
}

for (const part of document.querySelectorAll("[data-tip], [data-q]")) {
  const names = (part.dataset.q || "").split(" ").filter(Boolean);
  const last = names[names.length - 1];
  const text = part.dataset.tip || (part.matches(".q") && document.getElementById(last)?.dataset.tip);
  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    part.addEventListener(enter, (event) => {
      if (part.dataset.tip) event.stopPropagation();
      light(names, true);
      if (text) show(part, text);
    });
    part.addEventListener(leave, () => { light(names, false); hide(); });
  }
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
