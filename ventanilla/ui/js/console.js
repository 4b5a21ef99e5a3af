// The console: htmx, the live stream, keys, palette, composer.
import "htmx.org";
import { startAnswers } from "./answers.js";
import { startComposer } from "./composer.js";
import { onSignal, onState, refreshList, startDesk } from "./desk.js";
import { startDrafts } from "./drafts.js";
import { startFiles } from "./files.js";
import { press, startKeys } from "./keys.js";
import { startLive } from "./live.js";
import { startMenus } from "./menus.js";
import { startPalette } from "./palette.js";
import { startTheme } from "./theme.js";
import { startTimes } from "./times.js";
import { startZone } from "./zone.js";

startTheme();
startZone();
startMenus();
startFiles();
startDrafts();
startComposer();
startAnswers();
startPalette(press);
startKeys();
startDesk();
startTimes();
document.body.addEventListener("vt:due", refreshList);

const { stream } = document.body.dataset;
if (stream && stream !== "#") startLive({ url: stream, onSignal, onState });
