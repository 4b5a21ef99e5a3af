// Menus close on Escape and on a press outside; dialogs open by name; copies; one send per press.
export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest(".sheet .option")) menu.open = false;
    }
    const opener = event.target.closest?.("[data-dialog]");
    if (opener) openDialog(opener.dataset.dialog);
    event.target.closest?.("[data-close]")?.closest("dialog")?.close();
    if (event.target.matches?.("dialog[open]")) event.target.close();
    const copier = event.target.closest?.("[data-copy]");
    if (copier) copy(copier.dataset.copy, copier.dataset.copied);
    if (event.target.closest?.("[data-print]")) print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopImmediatePropagation();
  }, true);
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-once]");
    if (!form) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
  for (const button of document.querySelectorAll("[data-print]")) button.hidden = false;
  document.querySelector("[data-errors]")?.focus();
}

export function openDialog(id) {
  const dialog = document.getElementById(id);
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  dialog?.showModal();
  return dialog;
}

export async function copy(text, said = "") {
  await navigator.clipboard?.writeText(text);
  say(said);
}

let timer;
export function say(text) {
  const place = document.getElementById("status");
  if (!place || !text) return;
  place.className = "toast";
  place.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => { place.className = ""; place.textContent = ""; }, 4000);
}
