// Tells the server the browser's time zone, once, in a cookie.
import { cookie } from "./theme.js";

export function startZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.includes(`tz=${encodeURIComponent(zone)}`)) {
    cookie("tz", encodeURIComponent(zone));
  }
}
