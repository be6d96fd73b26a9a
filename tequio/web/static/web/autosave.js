// Forms marked data-autosave: what is typed is kept while one types, here and on the server, until the form is sent.
"use strict";
const NOT_TYPED = new Set(["csrfmiddlewaretoken", "paso", "_pagina", "_quien", "_ventana", "_desde", "_encima"]);
const hour = (when) => new Date(when).toLocaleTimeString("es-MX", {hour: "2-digit", minute: "2-digit", hour12: false});
const stored = {
  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
  drop(key) { try { localStorage.removeItem(key); } catch { /* nothing was there */ } },
  keys(start) { try { return Object.keys(localStorage).filter((key) => key.startsWith(start)); } catch { return []; } },
};

function watch(form) {
  const place = form.querySelector("[data-autosave-here]");
  if (!place) return;
  const ask = place.querySelector(".autosave__ask"), said = place.querySelector(".autosave__said"), words = place.dataset;
  const page = form.elements._pagina.value, who = form.elements._quien.value;
  const tab = Math.random().toString(36).slice(2) + Date.now().toString(36);
  const address = `/borrador/?_pagina=${encodeURIComponent(page)}`;
  const start = `borrador|${who}|${page}|`, slot = start + tab;
  let known = "", waiting = 0, choosing = false, sent = false, last = "", over = false;

  const typed = () => {
    const found = {};
    for (const [name, value] of new FormData(form)) {
      if (NOT_TYPED.has(name) || typeof value !== "string") continue;
      (found[name] = found[name] || []).push(value.replace(/\r\n/g, "\n"));
    }
    return found;
  };
  // what a person sees of the form is what tells one draft from another
  const same = (one, other) => {
    const seen = new Set([...form.elements].filter((input) => input.name && input.type !== "hidden" && input.type !== "submit" && !NOT_TYPED.has(input.name)).map((input) => input.name));
    const flat = (fields) => JSON.stringify([...seen].sort().map((name) => (fields[name] || []).map((each) => each.replace(/\r\n/g, "\n")).filter(Boolean)));
    return flat(one) === flat(other);
  };
  const tell = (text) => { if (said.textContent !== text) said.textContent = text; };
  // a draft with rows that this page does not show is rebuilt by the server
  const rebuild = (fields) => {
    const sender = document.createElement("form");
    sender.method = "post"; sender.action = page; sender.hidden = true;
    const add = (name, value) => {
      const input = document.createElement("input");
      input.type = "hidden"; input.name = name; input.value = value;
      sender.append(input);
    };
    for (const [name, values] of Object.entries(fields)) for (const value of values) add(name, value);
    add("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    add("paso", "retomar");
    document.body.append(sender);
    sent = true;
    sender.submit();
  };
  const fits = (fields) => Object.entries(fields).every(([name, values]) => {
    const there = [...form.elements].filter((input) => input.name === name);
    return there.length >= values.length || values.every((value) => !value);
  });
  const fill = (fields) => {
    if (!fits(fields)) { rebuild(fields); return; }
    const used = {};
    for (const input of form.elements) {
      if (!input.name || NOT_TYPED.has(input.name) || input.type === "file" || input.type === "submit") continue;
      const values = fields[input.name];
      if (input.type === "checkbox" || input.type === "radio") input.checked = Boolean(values && values.includes(input.value));
      else if (values && values.length) {
        const place = used[input.name] || 0;
        if (place < values.length) input.value = values[place];
        used[input.name] = place + 1;
      }
    }
    form.dispatchEvent(new Event("input", {bubbles: true}));
  };
  let sending = null;
  const proof = async () => {
    const answer = await fetch(address, {credentials: "same-origin", headers: {Accept: "application/json"}});
    const found = answer.ok ? await answer.json() : {};
    if (found.proof) form.elements.csrfmiddlewaretoken.value = found.proof;
    return found;
  };
  const post = async (extra, keepalive) => {
    let answer = await attempt(extra, keepalive);
    if (answer.status === 403) { await proof(); answer = await attempt(extra, keepalive); }
    return answer;
  };
  const attempt = (extra, keepalive) => {
    const body = new FormData();
    for (const [name, values] of Object.entries(typed())) for (const value of values) body.append(name, value);
    const own = {_pagina: page, _quien: who, _ventana: tab, _desde: known, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, ...extra};
    for (const [name, value] of Object.entries(own)) body.set(name, value);
    sending = new AbortController();
    return fetch("/borrador/", {method: "POST", body, keepalive, signal: sending.signal, credentials: "same-origin", headers: {Accept: "application/json"}});
  };

  const save = async (keepalive = false) => {
    clearTimeout(waiting);
    if (sent) return;
    const fields = typed(), now = JSON.stringify(fields);
    if (now === last) return;
    const kept = stored.write(slot, {saved: new Date().toISOString(), fields});
    if (choosing) { tell(words.waiting); return; }
    try {
      const answer = await post(over ? {_encima: "1"} : {}, keepalive && now.length < 50000);
      const found = await answer.json().catch(() => ({}));
      if (answer.status === 409 && found.fields) { question([{...found, other: true}]); return; }
      if (answer.status === 413) { tell(words.long); last = now; return; }
      if (!answer.ok || !found.saved) throw new Error(String(answer.status));
      known = found.saved; last = now; over = false;
      if (JSON.stringify(typed()) === now) stored.drop(slot);
      tell(`${words.saved} ${hour(found.saved)}`);
    } catch {
      tell(kept ? words.offline : "");
      waiting = setTimeout(save, 5000);
    }
  };
  const button = (text, act, second) => {
    const made = document.createElement("button");
    made.type = "button"; made.className = second ? "btn btn--2" : "btn"; made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };
  const settled = () => { ask.hidden = true; ask.replaceChildren(); choosing = false; };
  const question = (drafts) => {
    const [draft, ...more] = drafts;
    if (!draft) { settled(); save(); return; }
    choosing = true;
    const text = document.createElement("p"), buttons = document.createElement("div");
    buttons.className = "btns";
    text.textContent = `${draft.other ? words.other : words.found} ${hour(draft.saved)}.`;
    const next = () => { question(more.filter((each) => !same(each.fields, typed()))); };
    buttons.append(
      button(words.restore, () => { fill(draft.fields); if (draft.key) stored.drop(draft.key); else known = draft.saved; settled(); tell(words.restored); over = true; next(); save(); }),
      button(draft.other ? words.mine : words.discard, () => {
        if (draft.key) stored.drop(draft.key);
        else if (draft.other) { known = draft.saved; over = true; last = ""; }
        else { known = draft.saved; over = true; post({paso: "descartar"}).catch(() => {}); }
        next();
        tell("");
        (form.querySelector("textarea, input:not([type=hidden])") || form).focus();
      }, true));
    ask.replaceChildren(text, buttons);
    ask.hidden = false;
    text.setAttribute("role", "status");
  };
  const look = async () => {
    const found = stored.keys(start).map((key) => ({...stored.read(key), key})).filter((each) => each.fields);
    last = JSON.stringify(typed());
    try {
      const there = await proof();
      if (there.fields) { found.push(there); if (same(there.fields, typed())) known = there.saved; }
    } catch { /* the form works without it */ }
    const other = found.filter((each) => !same(each.fields, typed())).sort((a, b) => (a.saved < b.saved ? 1 : -1));
    for (const each of found) if (each.key && !other.includes(each)) stored.drop(each.key);
    if (other.length) question(other);
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(save, 1000); });
  form.addEventListener("change", () => { clearTimeout(waiting); waiting = setTimeout(save, 300); });
  form.addEventListener("focusout", (event) => { if (!(event.relatedTarget && event.relatedTarget.type === "submit") && JSON.stringify(typed()) !== last) save(); });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) { event.preventDefault(); tell(stored.write(slot, {saved: new Date().toISOString(), fields: typed()}) ? words.offline : ""); return; }
    sent = true;
    clearTimeout(waiting);
    if (sending) sending.abort();
    stored.drop(slot);
  });
  addEventListener("pageshow", (event) => { if (event.persisted) sent = false; });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
  addEventListener("online", () => save());
  place.querySelector(".autosave__plain").hidden = true;
  form.prepend(ask);
  look();
}
for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
const resume = document.querySelector("form[data-resume]");
if (resume) resume.querySelector("button").click();
