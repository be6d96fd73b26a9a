// Lists marked data-keys: j and k move between their buttons, ? shows the keys. Whoever does not want them turns them off.
"use strict";
{
  const sheet = document.getElementById("teclas"), list = document.querySelector("[data-keys]");
  const wanted = document.getElementById("teclas-si"), NAME = "tequio-teclas";
  const remembered = () => { try { return localStorage.getItem(NAME); } catch { return null; } };
  const remember = (value) => { try { localStorage.setItem(NAME, value); } catch { /* a private window keeps nothing */ } };
  const writing = (at) => at.closest("input, textarea, select, [contenteditable]") !== null;
  const move = (by) => {
    const all = [...list.querySelectorAll("[data-key-row] a.btn, .todo a.btn")];
    if (!all.length) return;
    const now = all.indexOf(document.activeElement);
    const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + by, 0), all.length - 1);
    all[next].focus({preventScroll: true});
    all[next].closest("li").scrollIntoView({block: "nearest"});
  };
  if (sheet && list && wanted) {
    wanted.checked = remembered() !== "no";
    wanted.addEventListener("change", () => remember(wanted.checked ? "si" : "no"));
    for (const each of document.querySelectorAll(".keys-open")) each.hidden = false;
    for (const each of document.querySelectorAll("[data-keys-open]")) each.addEventListener("click", () => sheet.showModal());
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || sheet.open || !wanted.checked || writing(event.target)) return;
      if (event.key === "j") move(1);
      else if (event.key === "k") move(-1);
      else if (event.key === "?") sheet.showModal();
      else return;
      event.preventDefault();
    });
  }
}
