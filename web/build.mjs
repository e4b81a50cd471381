// Builds web/dist/ from the sources of this folder. Called by `cargo xtask web`, which passes the hash of the inputs:
//   node build.mjs --inputs HASH
// Writes causeway.css, one script per shell, the fonts (woff2 only), LICENCES.txt and, last, MANIFEST. A build that is
// interrupted therefore leaves no MANIFEST and counts as stale.
import { build, transform } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
const globalStyles = join(here, "node_modules/@ongov/ontario-design-system-global-styles");
const library = join(here, "node_modules/@ongov/ontario-design-system-component-library");

// The order matters: later files refine earlier ones. Header, footer and table are left out: they carry the
// province's logo or need markup that we do not use.
const components = [
  "button", "page-alert", "radio-buttons", "checkbox", "dropdown-list", "input", "textarea", "fieldset",
  "hint-text", "hint-expander", "step-indicator", "callout", "accordion",
];
// Faces that our styles use. Italic, Courier and the 400 and 600 cuts of Raleway are not.
const faces = ["open-sans-400", "open-sans-600", "open-sans-700", "raleway-modified-700"];
const cssBudgetGz = 20 * 1024;
const scriptBudgetGz = 6 * 1024;

const outputs = new Map();

async function put(name, bytes) {
  const path = join(dist, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
  outputs.set(name, Buffer.from(bytes));
}

async function componentCss(name) {
  const folder = join(library, "dist/collection/components", `ontario-${name}`);
  const files = (await readdir(folder)).filter((f) => f.endsWith(".css"));
  if (files.length !== 1) throw new Error(`expected one stylesheet in ${folder}, found ${files.length}`);
  return readFile(join(folder, files[0]), "utf8");
}

/// Drops every @font-face (ours follow, woff2 only) and the copies of :root variables and :host rules that each
/// component file repeats for its shadow tree.
function withoutFontFaces(css) {
  return css.replace(/@font-face\s*\{[^}]*\}/g, "");
}

function fontFace(face) {
  const [, family, weight] = /^(open-sans|raleway-modified)-(\d+)$/.exec(face);
  const name = family === "open-sans" ? "Open Sans" : "Raleway";
  return `@font-face{font-family:"${name}";font-weight:${weight};font-style:normal;font-display:swap;src:url(fonts/${face}.woff2) format("woff2")}`;
}

async function styles() {
  const theme = await readFile(join(globalStyles, "dist/styles/css/compiled/ontario-theme.css"), "utf8");
  const parts = await Promise.all(components.map(componentCss));
  const own = await readFile(join(here, "styles/causeway.css"), "utf8");
  const joined = [
    ...faces.map(fontFace),
    ...[theme, ...parts].map(withoutFontFaces),
    own,
  ].join("\n").replace(/@charset "[^"]*";/gi, "");
  if (/url\((?!fonts\/|"?data:)/.test(joined.replace(/url\("?#/g, ""))) {
    const left = joined.match(/url\((?!fonts\/|"?data:|"?#)[^)]*\)/g);
    if (left) throw new Error(`stylesheet refers to files that are not shipped: ${[...new Set(left)].join(", ")}`);
  }
  const { code } = await transform(joined, { loader: "css", minify: true, target: "es2022", legalComments: "none" });
  budget("causeway.css", code, cssBudgetGz);
  await put("causeway.css", code);
}

async function fonts() {
  for (const face of faces) {
    const file = join(globalStyles, "dist/fonts", face, `${face}.woff2`);
    await put(`fonts/${face}.woff2`, await readFile(file));
  }
}

async function icons() {
  for (const name of (await readdir(join(here, "icons"))).sort()) {
    await put(name, await readFile(join(here, "icons", name)));
  }
}

async function scripts() {
  const names = (await readdir(join(here, "islands"))).filter((f) => f.endsWith(".entry.ts")).sort();
  for (const name of names) {
    const result = await build({
      entryPoints: [join(here, "islands", name)],
      bundle: true, minify: true, format: "iife", target: "es2022", write: false, legalComments: "none",
    });
    const out = `${basename(name, ".entry.ts")}.js`;
    budget(out, result.outputFiles[0].text, scriptBudgetGz);
    await put(out, result.outputFiles[0].contents);
  }
}

function budget(name, text, limit) {
  const size = gzipSync(text, { level: 9 }).length;
  if (size > limit) throw new Error(`${name} is ${size} bytes gzipped, over its budget of ${limit}`);
  console.log(`${name}: ${size} bytes gzipped of ${limit}`);
}

async function licences() {
  const read = async (path) => (await readFile(path, "utf8")).trim();
  const version = async (root) => JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  const list = [];
  for (const root of [globalStyles, library]) {
    const { name, version: v, license } = await version(root);
    list.push({ what: `${name} ${v}`, licence: license, text: await read(join(root, "LICENSE")) });
  }
  for (const face of ["open-sans-400", "raleway-modified-700"]) {
    const folder = join(globalStyles, "dist/fonts", face);
    const file = (await readdir(folder)).find((f) => /^(licen[cs]e|ofl)/i.test(f));
    if (!file) throw new Error(`no licence beside the font in ${folder}`);
    const text = await read(join(folder, file));
    list.push({ what: `font ${face}`, licence: /SIL OPEN FONT/i.test(text) ? "OFL-1.1" : "Apache-2.0", text });
  }
  const body = list.map((l) => `${l.what}\n${l.licence}\n\n${l.text}\n`).join(`\n${"=".repeat(78)}\n\n`);
  await put("LICENCES.txt", body);
  return list.map((l) => `licence ${l.licence} ${l.what}`);
}

function argument(name) {
  const at = process.argv.indexOf(name);
  return at > 0 ? process.argv[at + 1] : undefined;
}

const inputs = argument("--inputs") ?? "unknown";
await rm(dist, { recursive: true, force: true });
await styles();
await fonts();
await icons();
await scripts();
const licenceLines = await licences();
const fileLines = [...outputs]
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([name, bytes]) => `file ${createHash("sha256").update(bytes).digest("hex")} ${bytes.length} ${name}`);
await writeFile(join(dist, "MANIFEST"), [`inputs ${inputs}`, ...fileLines, ...licenceLines, ""].join("\n"));
