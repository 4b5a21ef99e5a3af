// Builds what browsers load: two style sheets, two scripts, one icon sprite.
// Run by `npm run build`; `--watch` builds again when a source changes. Fails over budget.
import { build } from "esbuild";
import { watch } from "node:fs";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const ui = path.dirname(fileURLToPath(import.meta.url));
const room = path.dirname(ui);
const root = path.dirname(room);
const out = path.join(ui, "static", "build");
const icons = path.join(root, "node_modules", "@tabler", "icons", "icons", "outline");

const BUDGETS_KB = {
  "customer.css": 14,
  "console.css": 14,
  "customer.js": 20,
  "console.js": 45,
  "icons.svg": 7,
};

async function filesUnder(folder, ends) {
  const found = await readdir(folder, { recursive: true });
  return found.filter((name) => ends.some((end) => name.endsWith(end)) && !name.includes("static"))
    .map((name) => path.join(folder, name));
}

async function iconNames() {
  const names = new Set();
  for (const file of await filesUnder(room, [".html", ".py"])) {
    const text = await readFile(file, "utf8");
    for (const [, name] of text.matchAll(/(?:\{% icon |\bicon(?:_name)?=)"([a-z0-9-]+)"/g)) names.add(name);
  }
  // A view may name an icon in a table of its own: in files that fill parts, any word that is
  // the name of an icon counts.
  const known = new Set((await readdir(icons)).map((file) => file.replace(/\.svg$/, "")));
  for (const file of await filesUnder(room, [".py"])) {
    const text = await readFile(file, "utf8");
    if (!text.includes("ventanilla.ui.parts import")) continue;
    for (const [, name] of text.matchAll(/"([a-z][a-z0-9-]+)"/g)) if (known.has(name)) names.add(name);
  }
  const listed = await readFile(path.join(ui, "icons.py"), "utf8");
  for (const [, name] of listed.matchAll(/^    (?:[A-Z_]+ = )?"([a-z0-9-]+)",?$/gm)) names.add(name);
  return [...names].sort();
}

async function symbol(name) {
  const file = path.join(icons, `${name}.svg`);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`icon "${name}" is named in a template or in icons.py, but there is no ${file}`);
  });
  const shapes = text.slice(text.indexOf(">") + 1, text.lastIndexOf("</svg>"))
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "")
    .replace(/\s*\n\s*/g, "").replace(/ \/>/g, "/>").trim();
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
}

async function sprite() {
  const names = await iconNames();
  const symbols = await Promise.all(names.map(symbol));
  await writeFile(
    path.join(out, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`,
  );
  await copyFile(path.join(ui, "mark.svg"), path.join(out, "mark.svg"));
  return names.length;
}

async function printFonts() {
  // Typst needs whole fonts; these are all that a letter in our languages is set in.
  const wanted = {
    "fonts-latin": ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf"],
    "fonts-arabic": ["NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"],
    "fonts-sc": ["NotoSansHans-Regular.otf", "NotoSansHans-Bold.otf"],
  };
  const folder = path.join(ui, "print", "fonts");
  await mkdir(folder, { recursive: true });
  for (const [pack, names] of Object.entries(wanted)) {
    const from = path.join(root, "node_modules", "@embedpdf", pack, "fonts");
    await Promise.all(names.map((name) => copyFile(path.join(from, name), path.join(folder, name))));
  }
}

async function bundles() {
  await build({
    entryPoints: ["css/customer.css", "css/console.css", "js/customer.js", "js/console.js"]
      .map((name) => path.join(ui, name)),
    outdir: out,
    entryNames: "[name]",
    bundle: true,
    minify: true,
    legalComments: "none",
    format: "iife",
    target: ["chrome123", "firefox128", "safari17.5"],
    nodePaths: [path.join(root, "node_modules")],
    logLevel: "warning",
  });
}

async function report(count) {
  let over = false;
  for (const [name, budget] of Object.entries(BUDGETS_KB)) {
    const bytes = gzipSync(await readFile(path.join(out, name)), { level: 9 }).length;
    const kb = bytes / 1024;
    if (kb > budget) over = true;
    const word = kb > budget ? "OVER" : "of";
    console.log(`${name.padEnd(13)} ${kb.toFixed(1).padStart(5)} KB gz ${word} ${budget}`);
  }
  console.log(`${count} icons`);
  return over;
}

async function once() {
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  await bundles();
  await printFonts();
  return report(await sprite());
}

if (process.argv.includes("--watch")) {
  await once();
  let timer;
  watch(room, { recursive: true }, (_, name) => {
    if (!name || name.includes("static") || !/\.(css|js|html|py)$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(() => once().catch((error) => console.error(error.message)), 100);
  });
} else if (await once()) {
  console.error("over budget: make it smaller or argue for a new figure in build.mjs");
  process.exitCode = 1;
}
