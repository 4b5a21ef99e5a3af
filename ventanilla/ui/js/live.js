// Signals from the desk: one stream per browser, held by one tab (Web Lock), told to the others.
// A signal says what changed, never what it says: {"t":"ticket","id":42}, or {"t":"again"} when the
// stream is back after a break or could not tell everything. What was told while this page was on
// its way is told again: by the desk to the tab that holds the stream, by that tab to the others.
const DEAD_AFTER_MS = 40000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30000;
const KEPT_MS = 60000;

export function pause(attempt, chance = Math.random()) {
  const whole = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt);
  return whole * (0.7 + 0.6 * chance);
}

export function startLive({ url, onSignal, onState = () => {} }) {
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(`vt-live:${url}`) : null;
  const tab = Math.random();
  let recent = [];
  let attempt = 0;
  let opened = false;
  let source;
  let watchdog;
  let retry;

  function take(message) {
    if (message.signal) onSignal(message.signal);
    if (message.state) onState(message.state);
  }
  function tell(message) {
    take(message);
    channel?.postMessage(message);
    if (!message.signal || !channel) return;
    const at = Date.now();
    recent = [...recent.filter((each) => at - each.at < KEPT_MS), { at, signal: message.signal }];
  }
  function repeat({ since, tab }) {
    for (const { at, signal } of recent) if (at >= since) channel.postMessage({ signal, for: tab });
  }
  if (channel) {
    channel.onmessage = ({ data }) => {
      if ("since" in data) repeat(data);
      else if (!data.for || data.for === tab) take(data);
    };
    channel.postMessage({ since: performance.timeOrigin, tab });
  }

  function alive() {
    attempt = 0;
    clearTimeout(watchdog);
    watchdog = setTimeout(again, DEAD_AFTER_MS);
  }
  function again() {
    source?.close();
    source = undefined;
    clearTimeout(watchdog);
    clearTimeout(retry);
    const wait = pause(attempt);
    attempt += 1;
    if (attempt > 1) tell({ state: "offline" });
    retry = setTimeout(connect, wait);
  }
  function connect() {
    source = new EventSource(opened ? url : `${url}?age=${Math.round(performance.now())}`);
    watchdog = setTimeout(again, DEAD_AFTER_MS);
    source.onopen = () => {
      alive();
      tell({ state: "online", signal: opened ? { t: "again" } : null });
      opened = true;
    };
    source.onerror = again;
    source.addEventListener("hb", alive);
    source.onmessage = (event) => {
      alive();
      let signal = null;
      try { signal = JSON.parse(event.data); } catch { /* an unknown signal is no reason to stop */ }
      tell({ signal });
    };
  }
  function lead() {
    connect();
    addEventListener("online", () => { if (!source || source.readyState === 2) { attempt = 0; again(); } });
    return new Promise(() => {});
  }
  if (navigator.locks) navigator.locks.request(`vt-live:${url}`, lead);
  else lead();
}

// Refetches the server-rendered parts of a page that is not run by htmx.
export function refetchParts() {
  const addresses = new Map();
  for (const part of document.querySelectorAll("[data-part][id]")) {
    addresses.set(part.id, part.dataset.part);
  }
  const fetched = [...addresses].map(async ([id, address]) => {
    const place = new URL(address, location.href);
    place.searchParams.set("part", id);
    const answer = await fetch(place, { credentials: "same-origin", headers: { "X-Part": id } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(id);
    const old = document.getElementById(id);
    if (!fresh || !old) return;
    const open = [...old.querySelectorAll("details")].map((each) => each.open);
    fresh.querySelectorAll("details").forEach((each, at) => { each.open = Boolean(open[at]); });
    if (fresh.innerHTML !== old.innerHTML) old.replaceChildren(...fresh.childNodes);
  });
  return Promise.allSettled(fetched);
}
