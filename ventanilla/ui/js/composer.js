// The writing box of the console: reply or note, drafts, Ctrl+Enter. htmx sends it; the address is
// that of the pressed button (formaction) or of the mode.
import { forget, keep, restore } from "./drafts.js";

export function setMode(form, mode) {
  const field = form.querySelector("textarea[name=text]");
  if (form.dataset.mode !== mode) {
    keep(form);
    form.dataset.mode = mode;
    field.value = "";
    restore(form);
  }
  form.action = mode === "note" ? form.dataset.note : form.dataset.reply;
  for (const tab of form.querySelectorAll("[data-mode-to]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.modeTo === mode));
  }
  field.focus();
}

function sendButton(form) {
  return form.querySelector(form.dataset.mode === "note" ? "[data-send-note]" : "[data-send]");
}

function onKey(event) {
  const form = event.target.closest?.("form.composer");
  if (!form || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const button = event.shiftKey ? form.querySelector("[value=resolve]") : sendButton(form);
    if (button) form.requestSubmit(button);
  } else if (event.altKey && (event.code === "KeyR" || event.code === "KeyN")) {
    event.preventDefault();
    setMode(form, event.code === "KeyN" ? "note" : "reply");
  } else if (event.key === "Escape") {
    event.target.blur();
    event.stopPropagation();
  }
}

// A refusal brings the form anew: the chosen files go over to it, as the words do.
function carryFiles() {
  let kept = null;
  document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
    kept = ctx.response?.status === 422 ? document.querySelector("#composer [type=file]")?.files : null;
  });
  document.addEventListener("htmx:after:swap", () => {
    const field = document.querySelector("#composer [type=file]");
    if (!kept?.length || !field || field.files.length) return;
    field.files = kept;
    kept = null;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

export function startComposer() {
  carryFiles();
  document.addEventListener("click", (event) => {
    const tab = event.target.closest?.("[data-mode-to]");
    if (tab) setMode(tab.closest("form"), tab.dataset.modeTo);
  });
  document.addEventListener("keydown", onKey);
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (!ctx.sourceElement.matches("form.composer")) return;
    ctx.request.action = ctx.request.submitter?.getAttribute("formaction")
      || ctx.sourceElement.getAttribute("action");
  });
  document.addEventListener("htmx:before:response", ({ detail: { ctx } }) => {
    if (ctx.sourceElement.matches("form.composer") && ctx.response.status < 400) {
      forget(ctx.sourceElement);
    }
  });
}
