// Forms marked data-check: what the rules find appears beside each field while one types. Nothing is stored, nothing is blocked.
"use strict";
for (const form of document.querySelectorAll("form[data-check]")) {
  let waiting = 0, last = null;
  const check = async () => {
    if (last) last.abort();
    last = new AbortController();
    const body = new FormData(form);
    body.set("paso", "revisar");
    try {
      const answer = await fetch(form.action, {method: "POST", body, signal: last.signal, credentials: "same-origin"});
      if (!answer.ok) return;
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const fresh of found.querySelectorAll(".finds[id]")) {
        const there = document.getElementById(fresh.id);
        if (there && there.innerHTML !== fresh.innerHTML) there.replaceChildren(...fresh.childNodes);
      }
    } catch (error) {
      if (error.name !== "AbortError") return;
    }
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(check, 500); });
}
for (const box of document.querySelectorAll("[data-suggest]")) {
  const area = document.getElementById(box.dataset.suggest), input = box.querySelector("input");
  const add = () => {
    const text = input.value.trim();
    if (!text) return;
    area.value = area.value.trim() ? area.value.trimEnd() + "\n" + text : text;
    input.value = "";
    area.dispatchEvent(new Event("input", {bubbles: true}));
  };
  box.hidden = false;
  box.querySelector("button").addEventListener("click", add);
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); add(); } });
}
// Fields marked data-count: characters as the server counts them (NFC, an accent and a new line are part of one).
for (const area of document.querySelectorAll("[data-count]")) {
  const told = document.getElementById(`${area.id}-count`), limit = Number(area.dataset.count);
  const count = () => {
    const plain = area.value.replace(/\r\n/g, "\n").trim().split("\n").map((line) => line.trim()).join("\n").normalize("NFC");
    const size = [...plain].length;
    told.textContent = `${size} ${told.dataset.of} ${limit} ${told.dataset.left}`;
    told.classList.toggle("is-over", size > limit);
  };
  area.addEventListener("input", count);
  count();
}
