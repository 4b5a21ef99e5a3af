// The palette: a dialog whose list the server renders; arrows choose, Enter presses.
import { openDialog } from "./menus.js";
import { answersFor } from "./search.js";

const dialog = () => document.getElementById("palette");
let ask = () => {};
const options = () => [...document.querySelectorAll("#palette-list [role=option]")];

function choose(option) {
  for (const other of options()) other.setAttribute("aria-selected", String(other === option));
  const field = dialog().querySelector("input");
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

export function openPalette() {
  const opened = openDialog("palette");
  const field = opened?.querySelector("input");
  if (!field) return;
  field.select();
  ask();
}

export function startPalette(press) {
  const list = document.getElementById("palette-list");
  if (!list) return;
  const field = dialog().querySelector("input");
  ask = answersFor(field, list, field.dataset.address);
  new MutationObserver(() => choose(options()[0])).observe(list, { childList: true });
  dialog().addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const all = options();
    const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") choose(all[(at + 1) % all.length]);
    else if (event.key === "ArrowUp") choose(all[(at - 1 + all.length) % all.length]);
    else if (event.key === "Enter") all[at]?.click();
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const act = event.target.closest("[data-press]");
    if (!act) return;
    dialog().close();
    press(act.dataset.press);
  });
  document.addEventListener("click", (event) => {
    const seek = event.target.closest?.(".seek");
    if (!seek || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    openPalette();
  });
}
