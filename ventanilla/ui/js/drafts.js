// Words being written survive a reload: kept in this tab only, forgotten once they were sent.
const name = (form) => `draft:${form.dataset.draft}:${form.dataset.mode || "reply"}`;

export function restore(form) {
  const field = form.querySelector("textarea[name=text]");
  if (!field) return;
  const kept = sessionStorage.getItem(name(form));
  if (kept && !field.value) field.value = kept;
  shown(form, Boolean(kept && field.value === kept));
}

export function keep(form) {
  const field = form.querySelector("textarea[name=text]");
  if (!field) return;
  if (field.value) sessionStorage.setItem(name(form), field.value);
  else sessionStorage.removeItem(name(form));
  shown(form, Boolean(field.value));
}

export function forget(form) {
  sessionStorage.removeItem(name(form));
  shown(form, false);
}

function shown(form, on) {
  const word = form.querySelector("[data-draft-state]");
  if (word) word.hidden = !on;
}

export function startDrafts() {
  for (const form of document.querySelectorAll("form[data-draft]")) restore(form);
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (form && event.target.name === "text") keep(form);
  });
}
