// Customers' pages: everything works without this file; it only makes some things nicer.
import { startBeside } from "./beside.js";
import { startDrafts } from "./drafts.js";
import { startFiles } from "./files.js";
import { refetchParts, startLive } from "./live.js";
import { startMenus } from "./menus.js";
import { startSearch } from "./search.js";
import { startTheme } from "./theme.js";
import { startTimes } from "./times.js";
import { startZone } from "./zone.js";

startTheme();
startZone();
startMenus();
startFiles();
startDrafts();
startSearch();
startBeside();
startTimes();

const often = document.querySelector("[data-part][data-every]");
if (often) setInterval(() => { if (!document.hidden) refetchParts(); }, Number(often.dataset.every) * 1000);

const { stream, live } = document.body.dataset;
if (stream && live) {
  let waiting;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(refetchParts, 200); };
  startLive({
    url: stream,
    onSignal: (signal) => { if (signal.t !== "ticket" || String(signal.id) === live) soon(); },
  });
  document.body.addEventListener("vt:due", soon);
}
