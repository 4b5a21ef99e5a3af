// What the console does around htmx: the marked row, the phone's view, the end of the thread,
// failures said aloud, and lists that never move under the pointer.
import { restore } from "./drafts.js";
import { say } from "./menus.js";

const body = document.body;
let asked;

function toEnd() {
  const scroll = document.querySelector("[data-end]");
  if (scroll) scroll.scrollTop = scroll.scrollHeight;
}

function mark() {
  const open = document.querySelector("#pane [data-number]")?.dataset.number;
  for (const row of document.querySelectorAll(".pane.list [data-row]")) {
    if (row.id === `row-${open}`) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
}

function opened() {
  const pane = document.querySelector("#pane [data-number]");
  if (!pane) return;
  document.title = pane.dataset.title;
  document.querySelector(".desk").dataset.view = "ticket";
  for (const form of document.querySelectorAll("form[data-draft]")) restore(form);
  toEnd();
}

export function refreshList() {
  const list = document.getElementById("list");
  if (!list) return;
  const pill = list.querySelector("[data-refresh]");
  if (pill && (list.matches(":hover") || list.contains(document.activeElement))) {
    pill.hidden = false;
    return;
  }
  clearTimeout(asked);
  asked = setTimeout(() => body.dispatchEvent(new CustomEvent("vt:refresh-list")), 300);
}

export function startDesk() {
  const told = document.querySelectorAll(".toasts .toast");
  setTimeout(() => told.forEach((toast) => toast.remove()), 5000);
  toEnd();
  document.addEventListener("click", (event) => {
    const pill = event.target.closest?.("[data-refresh]");
    if (!pill) return;
    pill.hidden = true;
    body.dispatchEvent(new CustomEvent("vt:refresh-list"));
  });
  document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
    mark();
    if (ctx?.target?.id !== "pane") return;
    opened();
    if (ctx.request?.method === "POST") body.dispatchEvent(new CustomEvent("vt:refresh-list"));
  });
  const failed = () => say(document.getElementById("status")?.dataset.failed);
  document.addEventListener("htmx:before:swap", (event) => {
    const { status } = event.detail.ctx.response || {};
    if (status >= 400 && status !== 422) {
      event.preventDefault();
      failed();
    }
  });
  document.addEventListener("htmx:error", failed);
}

export function onSignal(signal) {
  if (signal.t === "ticket") body.dispatchEvent(new CustomEvent(`vt:ticket-${signal.id}`));
  if (signal.t === "again") {
    // Back after a break: whatever is open may have changed meanwhile.
    const head = document.getElementById("ticket-head");
    const name = head?.getAttribute("hx-trigger")?.split(" ")[0];
    if (name) body.dispatchEvent(new CustomEvent(name));
  }
  body.dispatchEvent(new CustomEvent("vt:list"));
  refreshList();
}

export function onState(state) {
  const strip = document.getElementById("offline");
  if (!strip) return;
  const was = !strip.hidden;
  strip.hidden = state !== "offline";
  if (was && strip.hidden) refreshList();
}
