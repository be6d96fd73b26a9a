// Forms marked data-passkey: the machine makes a key ("create") or proves that it has one ("get"). Without it they stay hidden.
"use strict";
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const words = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const listed = (keys) => (keys || []).map((each) => ({...each, id: bytes(each.id)}));
const answered = (made) => {
  const given = {}, told = made.response;
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (told[name]) given[name] = words(told[name]);
  }
  return JSON.stringify({id: made.id, rawId: words(made.rawId), type: made.type, response: given, clientExtensionResults: {}});
};
const send = async (form, more) => {
  const body = new FormData(form);
  for (const [name, value] of Object.entries(more)) body.set(name, value);
  const answer = await fetch(form.action, {method: "POST", body, credentials: "same-origin"});
  return answer.json();
};
for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  const told = form.querySelector("[data-told]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.textContent = "";
    try {
      const asked = await send(form, {});
      asked.challenge = bytes(asked.challenge);
      if (asked.user) asked.user.id = bytes(asked.user.id);
      if (asked.excludeCredentials) asked.excludeCredentials = listed(asked.excludeCredentials);
      if (asked.allowCredentials) asked.allowCredentials = listed(asked.allowCredentials);
      const made = await navigator.credentials[form.dataset.passkey]({publicKey: asked});
      const end = await send(form, {answer: answered(made)});
      if (end.next) location.assign(end.next);
      else told.textContent = end.error;
    } catch (error) {
      told.textContent = form.dataset.failed || "El equipo no terminó. Inténtelo otra vez, o use un código.";
    }
  });
}
