// Articles beside a ticket: put into the writing box at the caret, never over what is typed.
import { letter, press } from "./keys.js";

const had = new WeakSet(); // boxes in which somebody has put the caret
const boxOf = () => document.querySelector("#composer textarea[name=text]");

function apart(text, ends) {
  if (!text) return "";
  return "\n".repeat(2 - Math.min(2, text.match(ends)[0].length));
}

export function insert(field, words) {
  const at = had.has(field) ? field.selectionEnd : field.value.length;
  const before = field.value.slice(0, at);
  const after = field.value.slice(at);
  const text = apart(before, /\n*$/) + words + apart(after, /^\n*/);
  field.focus();
  field.setSelectionRange(at, at);
  // Old, and the only way that Ctrl+Z takes back.
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function startAnswers() {
  document.addEventListener("focusin", ({ target }) => {
    if (target === boxOf()) had.add(target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-insert]");
    const field = boxOf();
    if (!button || !field) return;
    const pane = document.getElementById("context");
    if (pane?.matches(":popover-open")) pane.hidePopover();
    insert(field, button.dataset.insert);
  });
  document.addEventListener("keydown", (event) => {
    const here = event.altKey && !event.ctrlKey && !event.metaKey && event.target === boxOf();
    if (here && !event.isComposing && letter(event).toLowerCase() === "q" && press("q")) {
      event.preventDefault();
    }
  });
  // A search in Chinese or Japanese is asked when its words are chosen, not while they are spelt.
  document.addEventListener("input", (event) => {
    if (event.isComposing && event.target.id === "answers-q") event.stopPropagation();
  }, true);
  document.addEventListener("compositionend", ({ target }) => {
    if (target.id === "answers-q") target.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
