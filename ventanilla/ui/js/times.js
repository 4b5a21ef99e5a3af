// Keeps "42 min" true: once a minute, once a second under two minutes. Text only, never announced.
const language = document.documentElement.lang || "en";
const kinds = new Map();

function amount(value, unit) {
  if (!kinds.has(unit)) {
    kinds.set(unit, new Intl.NumberFormat(language, {
      style: "unit", unit, unitDisplay: "short", numberingSystem: "latn",
    }));
  }
  return kinds.get(unit).format(value);
}

export function words(seconds) {
  const whole = Math.abs(seconds);
  if (whole < 120) return amount(Math.floor(whole), "second");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return amount(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return amount(Math.floor(hours / 24), "day");
  const rest = minutes % 60;
  return rest ? `${amount(hours, "hour")} ${amount(rest, "minute")}` : amount(hours, "hour");
}

function tick() {
  let soonest = Infinity;
  for (const element of document.querySelectorAll("time[data-due]")) {
    const seconds = (Date.parse(element.dataset.due) - Date.now()) / 1000;
    if (Number.isNaN(seconds)) continue;
    const minus = seconds < 0 && "sign" in element.dataset ? "−" : "";
    const text = minus + words(seconds);
    // The server's own words stay until the figure changes.
    if (element.dataset.was && element.dataset.was !== text) element.textContent = text;
    element.dataset.was = text;
    if (seconds < 0 && !element.dataset.passed) {
      element.dataset.passed = "1";
      if (element.dataset.seen) document.body.dispatchEvent(new CustomEvent("vt:due"));
    }
    element.dataset.seen = "1";
    soonest = Math.min(soonest, Math.abs(seconds));
  }
  setTimeout(tick, soonest < 120 ? 1000 : 60000 - (Date.now() % 60000) + 50);
}

export function startTimes() {
  tick();
}
