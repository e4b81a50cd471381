// Takes pictures of pages and runs axe over them.
//   node tools/screens.mjs OUT_DIR BASE_URL PATH...
// Each path is visited in English and French at 1280 and 360 px. Fails on accessibility faults, refused content (CSP)
// and pages wider than the window.
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [out, base, ...paths] = process.argv.slice(2);
if (!out || !base || paths.length === 0) throw new Error("usage: screens.mjs OUT_DIR BASE_URL PATH...");
await mkdir(out, { recursive: true });
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
let faults = 0;
for (const lang of ["en", "fr"]) {
  for (const width of [1280, 360]) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, bypassCSP: false });
    page.on("console", (m) => {
      // A page that is meant to be a 404 or 422 is no fault; what it loads must be there.
      if (m.type() === "error" && m.location().url !== page.url()) {
        faults += 1;
        console.log(`${lang} ${width} console: ${m.text()}`);
      }
    });
    for (const path of paths) {
      await page.goto(`${base}/${lang}${path}`);
      await page.evaluate(() => document.fonts.ready);
      const name = path.replace(/[^a-z0-9]+/gi, "-").replace(/^-|-$/g, "") || "start";
      await page.screenshot({ path: join(out, `${name}-${lang}-${width}.png`), fullPage: true });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wide > 0) {
        faults += 1;
        console.log(`${lang} ${width} ${path}: ${wide} px wider than the window`);
      }
      await page.evaluate(axe);
      const { violations } = await page.evaluate((t) => window.axe.run({ runOnly: t }), tags);
      for (const v of violations) {
        faults += 1;
        console.log(`${lang} ${width} ${path}: ${v.id} (${v.impact}) ${v.help}`);
        for (const n of v.nodes.slice(0, 3)) console.log(`    ${n.html.slice(0, 160)}\n    ${(n.failureSummary ?? "").split("\n").slice(1, 3).join(" ").trim()}`);
      }
    }
    await page.close();
  }
}
await browser.close();
console.log(faults === 0 ? "no faults" : `${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
