// The agent's keys. Letters act on what is typed if that is Latin, else on the key's place, so that
// Arabic, Cyrillic and Chinese layouts work. Off in fields, dialogs, while composing, and at will.
import { copy, openDialog } from "./menus.js";
import { openPalette } from "./palette.js";

const PLACES = { Slash: "/", Period: ".", BracketRight: "]" };
let waitsForPlace = 0;

export const keysOn = () => localStorage.getItem("keys") !== "off";

export function letter(event) {
  if (event.key.length > 1) return event.key;
  if (/^[\x21-\x7e]$/.test(event.key)) return event.key;
  const place = event.code.startsWith("Key") ? event.code.slice(3) : PLACES[event.code];
  if (!place) return event.key;
  return event.shiftKey ? place.toUpperCase() : place.toLowerCase();
}

export function press(key) {
  const found = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  found?.click();
  return Boolean(found);
}

const rows = () => [...document.querySelectorAll("[data-row]")];

function step(by) {
  const all = rows();
  if (!all.length) return;
  const focused = all.indexOf(document.activeElement?.closest("[data-row]"));
  const at = focused >= 0 ? focused : all.findIndex((row) => row.getAttribute("aria-current"));
  const next = all[Math.min(all.length - 1, Math.max(0, at + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function back() {
  const link = document.querySelector("a.back");
  if (link?.checkVisibility()) link.click();
  else (document.querySelector("[data-row][aria-current]") || rows()[0])?.focus();
}

export function toggleContext() {
  const pane = document.getElementById("context");
  if (!pane) return;
  if (matchMedia("(max-width: 1279px)").matches) {
    pane.togglePopover();
    return;
  }
  const root = document.documentElement;
  if (root.dataset.context === "closed") delete root.dataset.context;
  else root.dataset.context = "closed";
  localStorage.setItem("context", root.dataset.context || "");
}

const numberOf = () => document.querySelector("[data-number]");

const ACTS = {
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement?.closest("[data-row]")?.click(),
  Escape: back,
  "/": () => { const seek = document.querySelector(".seek"); if (seek) location.assign(seek.href); },
  "?": () => openDialog("keys"),
  "]": toggleContext,
  ".": () => copy(numberOf()?.dataset.number || "", numberOf()?.dataset.number),
  ">": () => copyLink(),
  ":": () => copyLink(),
};

function copyLink() {
  const place = numberOf();
  if (place) copy(new URL(place.dataset.url, location.href).href, place.dataset.number);
}

function go(key) {
  const link = document.querySelector(`[data-go="${CSS.escape(key)}"]`);
  if (link) location.assign(link.href);
}

function onKey(event) {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && (event.code === "KeyK" || event.key === "k")) {
    event.preventDefault();
    openPalette();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !keysOn()) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
  const key = event.shiftKey && event.code === "Period" ? ">" : letter(event);
  if (Date.now() < waitsForPlace) {
    waitsForPlace = 0;
    go(key.toLowerCase());
    event.preventDefault();
  } else if (key === "g") {
    waitsForPlace = Date.now() + 1200;
  } else if (ACTS[key]) {
    ACTS[key]();
    event.preventDefault();
  } else if (key.length === 1 && press(key)) {
    event.preventDefault();
  }
}

export function startKeys() {
  document.addEventListener("keydown", onKey);
  const set = document.querySelector("[data-keys-switch]");
  if (set) {
    set.checked = keysOn();
    set.addEventListener("change", () => localStorage.setItem("keys", set.checked ? "on" : "off"));
  }
  if (localStorage.getItem("context")) document.documentElement.dataset.context = "closed";
}
