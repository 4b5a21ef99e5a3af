// Answers while typing: an address is asked for its part after a pause; the last question wins.
const PAUSE_MS = 180;

export function answersFor(field, place, address, part) {
  let timer;
  let stop;
  async function ask() {
    stop?.abort();
    stop = new AbortController();
    const target = new URL(address, location.href);
    target.searchParams.set("q", field.value);
    if (part) target.searchParams.set("part", part);
    const shown = place.querySelector("input[name=s]"); // what is typed on is one showing
    if (shown) target.searchParams.set("s", shown.value);
    const answer = await fetch(target, { signal: stop.signal }).catch(() => null);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...(part ? page.getElementById(part) : page.body)?.childNodes ?? []);
  }
  const later = (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  };
  field.addEventListener("input", later);
  field.addEventListener("compositionend", later);
  return ask;
}

export function startSearch() {
  for (const form of document.querySelectorAll("form[data-answers]")) {
    const field = form.querySelector("input[type=search]");
    const place = document.getElementById(form.dataset.answers);
    if (field && place) answersFor(field, place, form.action, place.id);
  }
}
