// What is known already, beside a form while it is written; its places come in one answer.
const PAUSE_MS = 400;
const WRITTEN = new Set(["subject", "text"]);

function asked(form) {
  const words = new FormData(form);
  for (const name of [...words.keys()]) if (words.get(name) instanceof File) words.delete(name);
  words.set("look", "yes");
  words.set("part", "beside");
  return words;
}

export function startBeside() {
  const form = document.querySelector("form[data-beside]");
  if (!form) return;
  const places = form.dataset.beside.split(" ");
  for (const button of form.querySelectorAll("[data-look]")) button.hidden = true;
  let timer;
  let stop;
  async function ask() {
    stop?.abort();
    stop = new AbortController();
    const sent = { method: "POST", body: asked(form), signal: stop.signal };
    const answer = await fetch(form.action, sent).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of places) {
      const place = document.getElementById(id);
      const fresh = page.getElementById(id);
      // What is being pressed or read with the keyboard stays where it is.
      if (!place || !fresh || place.contains(document.activeElement)) continue;
      if (place.innerHTML !== fresh.innerHTML) place.replaceChildren(...fresh.childNodes);
    }
  }
  const later = (event) => {
    if (event.isComposing || !WRITTEN.has(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  };
  form.addEventListener("input", later);
  form.addEventListener("compositionend", later);
  if (form.elements.text?.value && !document.getElementById("found")?.children.length) ask();
}
