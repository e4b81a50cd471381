// The scripts in a real browser, on small pages that are made up here.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

let browser;
const scripts = {};

before(async () => {
  for (const name of ["public", "staff"]) {
    const entry = fileURLToPath(new URL(`../islands/${name}.entry.ts`, import.meta.url));
    const result = await build({ entryPoints: [entry], bundle: true, format: "iife", write: false });
    scripts[name] = result.outputFiles[0].text;
  }
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
});

after(() => browser?.close());

/** A page on which every address answers with the body given for its path. */
async function site(name, bodies) {
  const page = await browser.newPage();
  await page.route("**/*", (route) => {
    const url = new URL(route.request().url());
    if (url.pathname === "/s.js") return route.fulfill({ contentType: "text/javascript", body: scripts[name] });
    const body = bodies[url.pathname];
    const script = body?.includes("<!--plain-->") ? "" : '<script src="/s.js" defer></script>';
    return route.fulfill({ contentType: "text/html", body: `<!doctype html><title>t</title>${script}${body ?? "elsewhere"}` });
  });
  return page;
}

const exit = '<a data-exit href="https://elsewhere.example/">Leave</a><input id="box"><a id="more" href="/more">More</a>';
const bodies = { "/before": '<!--plain--><a id="in" href="/help">in</a>', "/help": exit, "/more": exit };

async function walkIn(page) {
  await page.goto("http://site.example/before");
  await page.click("#in");
  await page.waitForURL("**/help");
}

test("leaving replaces the page, and going back shows what was before the site", async () => {
  const page = await site("public", bodies);
  await walkIn(page);
  await page.click("#more");
  await page.waitForURL("**/more");
  await page.click("[data-exit]");
  await page.waitForURL("https://elsewhere.example/");
  await page.goBack();
  assert.equal(new URL(page.url()).pathname, "/before");
  await page.close();
});

test("Shift three times leaves, twice and then a letter does not", async () => {
  const page = await site("public", bodies);
  await walkIn(page);
  for (const key of ["Shift", "Shift", "a", "Shift"]) await page.keyboard.press(key);
  assert.equal(new URL(page.url()).pathname, "/help");
  for (const key of ["Shift", "Shift"]) await page.keyboard.press(key);
  await page.waitForURL("https://elsewhere.example/");
  await page.close();
});

const staff = `<input id="q" data-key="/"><ul data-keylist><li><a href="/one">1</a></li><li><a href="/two">2</a></li></ul>
  <button data-key="n" id="note" onclick="document.title='noted'">Note</button><a href="/hidden" data-curtain-draw>Hide</a>
  <div data-focus tabindex="-1" id="summary">3 answers</div>
  <dialog data-curtain-sheet><form method="dialog"><button id="back">Back</button></form></dialog>`;

test("the summary of errors has the focus at first", async () => {
  const page = await site("staff", { "/": staff });
  await page.goto("http://site.example/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "summary");
  await page.close();
});

test("keys press their controls, walk lists, and are off while typing", async () => {
  const page = await site("staff", { "/": staff, "/two": staff });
  await page.goto("http://site.example/");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "2");
  await page.keyboard.press("k");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "1");
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement.id), "q");
  await page.keyboard.type("n j");
  assert.equal(await page.inputValue("#q"), "n j");
  assert.equal(await page.title(), "t");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("n");
  assert.equal(await page.title(), "noted");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("o");
  await page.waitForURL("**/two");
  await page.close();
});

test("the curtain covers the page, keys are off behind it, and the focus comes back", async () => {
  const page = await site("staff", { "/": staff });
  await page.goto("http://site.example/");
  await page.focus("#q");
  await page.click("[data-curtain-draw]");
  assert.ok(await page.isVisible("#back"));
  await page.keyboard.press("n");
  assert.equal(await page.title(), "t");
  await page.click("#back");
  assert.ok(!(await page.isVisible("#back")));
  await page.keyboard.press("n");
  assert.equal(await page.title(), "noted");
  await page.close();
});

const lockable = `<input id="q"><dialog data-lock-sheet><form action="/unlock" method="post" data-lock-at="/lock">
  <input id="proof" name="proof" type="password"><p data-lock-wrong hidden>wrong</p><p data-lock-over hidden>over</p>
  <button id="go">Go on</button></form></dialog><div data-idle-after="2" hidden>soon</div>`;

/** A page that locks after two seconds, and what it has sent. */
async function unattended(answers) {
  const page = await site("staff", { "/": lockable });
  const sent = [];
  await page.route("**/lock", (route) => {
    sent.push("lock");
    return route.fulfill({ status: 303, headers: { location: "/" } });
  });
  await page.route("**/unlock", (route) => {
    sent.push(route.request().postData());
    return route.fulfill({ status: answers.shift() ?? 500 });
  });
  await page.goto("http://site.example/");
  await page.fill("#q", "her own words");
  await page.waitForSelector("#proof", { state: "visible", timeout: 8_000 });
  return { page, sent };
}

test("an unattended page is covered, and only a proof that the server takes uncovers it, with what was typed", async () => {
  const { page, sent } = await unattended([422, 204]);
  assert.deepEqual(sent, ["lock"]);
  for (const key of ["Escape", "Escape", "Escape"]) await page.keyboard.press(key);
  assert.ok(await page.isVisible("#proof"), "Esc does not lift it");
  await page.fill("#proof", "a guess");
  await page.click("#go");
  await page.waitForSelector("[data-lock-wrong]", { state: "visible" });
  assert.equal(await page.inputValue("#proof"), "");
  await page.fill("#proof", "right");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#proof", { state: "hidden" });
  assert.equal(await page.inputValue("#q"), "her own words");
  assert.deepEqual(sent.slice(1), ["proof=a+guess", "proof=right"]);
  await page.close();
});

test("a session that is over says so and stays covered", async () => {
  const { page } = await unattended([401]);
  await page.fill("#proof", "right");
  await page.click("#go");
  await page.waitForSelector("[data-lock-over]", { state: "visible" });
  assert.ok(await page.isVisible("#proof"));
  await page.close();
});
