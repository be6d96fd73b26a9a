/* A part of the page that others change: asked again every so many seconds while it is in sight. Without this file, reloading does the same. */
for (const part of document.querySelectorAll("[data-live][id]")) {
  const again = async () => {
    if (document.hidden) return;
    const answer = await fetch(location.pathname, { headers: { accept: "text/html" } }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
    if (fresh && fresh.innerHTML !== part.innerHTML) part.innerHTML = fresh.innerHTML;
  };
  setInterval(again, Number(part.dataset.live) * 1000);
}
