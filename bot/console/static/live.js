/** Keeps the numbers fresh: asks for the same page again, and puts in what has changed. */

const EVERY = 3000;
const PATIENCE = 10_000;
const lost = document.getElementById("lost");

async function refresh() {
  const response = await fetch(location.href, { signal: AbortSignal.timeout(PATIENCE) });
  if (response.status === 401) return location.reload();
  if (!response.ok) throw new Error(response.status);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  document.querySelectorAll("[data-live]").forEach((part) => replace(part, fresh.getElementById(part.id)));
  lost.textContent = "";
}

/** What somebody is just using with the keyboard is left alone until the next time. */
function replace(part, fresh) {
  if (part.innerHTML === fresh.innerHTML || part.querySelector(":focus")) return;
  part.replaceChildren(...fresh.childNodes);
}

async function keepFresh() {
  if (!document.hidden) {
    await refresh().catch(() => {
      lost.textContent = lost.dataset.text;
    });
  }
  setTimeout(keepFresh, EVERY);
}

setTimeout(keepFresh, EVERY);
