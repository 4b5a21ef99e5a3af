// Files dropped, pasted or chosen: a list with sizes below the field. The field itself is plain.
const language = document.documentElement.lang || "en";

export function size(bytes) {
  const [value, unit] = bytes < 1e6
    ? [Math.max(1, Math.round(bytes / 1e3)), "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, {
    style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1, numberingSystem: "latn",
  }).format(value);
}

function fieldOf(zone) {
  return zone.querySelector("input[type=file]");
}

function show(zone) {
  const list = zone.querySelector("[data-file-list]");
  if (!list) return;
  list.replaceChildren(...[...fieldOf(zone).files].map((file) => {
    const line = document.createElement("span");
    line.className = "file";
    const name = document.createElement("bdi");
    name.className = "clip";
    name.textContent = file.name;
    const meta = document.createElement("span");
    meta.className = "meta";
    meta.textContent = size(file.size);
    line.append(name, meta);
    return line;
  }));
}

function add(zone, files) {
  const field = fieldOf(zone);
  if (!field || !files.length) return;
  const all = new DataTransfer();
  for (const file of field.multiple ? [...field.files, ...files] : [files[0]]) all.items.add(file);
  field.files = all.files;
  show(zone);
}

export function startFiles() {
  const zoneAt = (event) => event.target.closest?.("[data-drop]");
  document.addEventListener("change", (event) => {
    if (event.target.type === "file" && zoneAt(event)) show(zoneAt(event));
  });
  document.addEventListener("dragover", (event) => {
    const zone = zoneAt(event);
    if (!zone || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    zone.dataset.over = "";
  });
  document.addEventListener("dragleave", (event) => {
    const zone = zoneAt(event);
    if (zone && !zone.contains(event.relatedTarget)) delete zone.dataset.over;
  });
  document.addEventListener("drop", (event) => {
    const zone = zoneAt(event);
    if (!zone || !event.dataTransfer.files.length) return;
    event.preventDefault();
    delete zone.dataset.over;
    add(zone, event.dataTransfer.files);
  });
  document.addEventListener("paste", (event) => {
    const form = event.target.closest?.("form");
    const zone = form?.matches("[data-drop]") ? form : form?.querySelector("[data-drop]");
    if (zone && event.clipboardData.files.length) {
      event.preventDefault();
      add(zone, event.clipboardData.files);
    }
  });
}
