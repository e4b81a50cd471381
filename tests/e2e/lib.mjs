// What a browser test of Causeway needs. A test file is one .mjs in this folder that uses node:test:
//
//   import test from 'node:test';
//   import assert from 'node:assert/strict';
//   import { enter, world } from './lib.mjs';
//
//   test('the liaison sees the joint case in French on a phone', async () => {
//     const liaison = await enter({ persona: 'liaison', language: 'fr', width: 360 });
//     await liaison.go(`/cases/${world().cases.joint}`);
//     await liaison.page.getByRole('button', { name: 'Accepter' }).click();
//     await liaison.audit();
//     await liaison.leave();
//   });
//
// enter(options) -> Visitor: one private browser window.
//   persona    key of a persona in demo.json; signed in by password and one-time code. Without it: a member of the public.
//   language   'en' (default) or 'fr'; the window asks for it and, where needed, follows the page's own language link.
//   js         false switches JavaScript off.
//   width      of the window, 1280 by default; 360 is the phone that we promise.
//   fresh      true signs in anew; otherwise a sign-in of the same persona in the same file is used again.
//   keyboard   true signs in with the keyboard alone, and checks at every field that the focus is visible and not covered.
//
// Visitor:
//   .page, .context            Playwright's own objects; everything else is done with them.
//   .go(path)                  opens a path of the server; returns the response.
//   .ask(path)                 asks for it without showing it; returns the response.
//   .audit({ name })           axe (WCAG 2.2 A and AA), html-validate on the text as sent, the page's language, and the phone
//                              checks: no sideways scroll at 360 and 320 px, what is overdue before the timeline at 360 px.
//                              Takes the pictures when --screens asks for them. `name` is the file name (default: the path).
//   .expecting(regex, act)     runs act; faults that match are wanted. An error if there is none:
//                              await officer.expecting(/status of 404/, () => officer.go('/cases/...'));
//   .weigh(path)               opens a path with an empty cache and returns { bytes, requests } as transferred; a first visit
//                              only: open a fresh window for it.
//   .faults                    what went wrong so far, as strings.
//   .leave()                   closes the window; throws when there are faults.
//
// Every window collects as faults: console errors (violations of the Content-Security-Policy are among them), uncaught errors,
// answers of 500 and above, and requests to anything but loopback (which are blocked too).
//
// world() -> demo.json: { base, personas: [{ key, name, login, password, totp_secret, agency_kind }], cases: { KEY: id }, ... },
//            cases turned into an object by key; `base` is the server that this run has started.
// crawl({ visitor, ... }) in lib/crawler.mjs, totp(secret, time) in lib/totp.mjs.
//
// What the pages must keep to so that this works without knowing them:
//   - sign-in begins at /en/sign-in and /fr/sign-in (or demo.json's `sign_in`); its fields carry autocomplete="username", "current-password" and
//     "one-time-code", on one page or on several, and the Enter key submits them;
//   - the link to the other language has hreflang="en" or "fr";
//   - what is overdue has the class cw-clock--over, the timeline the class cw-tl (both of the design language).
import { after } from 'node:test';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

import { axe, axeWithoutScripts, markup, narrow, readLanguage } from './lib/audit.mjs';
import { chromium } from './lib/packages.mjs';
import { signIn } from './lib/sign-in.mjs';

let demo;

/** The demonstration that the server under test was filled with. */
export function world() {
  if (!demo) {
    const text = readFileSync(join(process.env.CAUSEWAY_DATA ?? '.', 'demo.json'), 'utf8');
    demo = JSON.parse(text);
    demo.base = process.env.CAUSEWAY_BASE ?? demo.base;
    demo.cases = Object.fromEntries((demo.cases ?? []).map(({ key, id }) => [key, id]));
  }
  return demo;
}

let browser;
after(async () => (await browser)?.close());

/** One browser for the whole file; nothing that it does by itself goes over the network, and no name but localhost resolves. */
function launch() {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: !process.env.CAUSEWAY_HEADED,
    chromiumSandbox: process.getuid() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
  return browser;
}

const signedIn = new Map();

/** Opens a window; see the top of this file. */
export async function enter({ persona, language = 'en', js = true, width = 1280, fresh = false, keyboard = false } = {}) {
  const context = await (await launch()).newContext({
    baseURL: world().base,
    javaScriptEnabled: js,
    locale: `${language}-CA`,
    timezoneId: 'America/Toronto',
    viewport: { width, height: 900 },
    storageState: fresh || keyboard ? undefined : signedIn.get(persona),
  });
  const visitor = new Visitor(context, await context.newPage(), { language, js, persona });
  if (persona && (fresh || keyboard || !signedIn.has(persona))) {
    await signIn(visitor, { keyboard });
    if (!fresh) signedIn.set(persona, await context.storageState());
  }
  return visitor;
}

/** One private window, and what went wrong in it. */
export class Visitor {
  faults = [];
  #answer;

  constructor(context, page, { language, js, persona }) {
    Object.assign(this, { context, page, language, js, persona });
    context.setDefaultTimeout(15_000);
    context.on('request', (request) => {
      if (!isLocal(request.url())) this.fault(`a request left this machine: ${request.url()}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 500) this.fault(`${response.status()} from ${response.url()}`);
    });
    context.on('console', (message) => {
      if (message.type() === 'error') this.fault(`console: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (event) => this.fault(`uncaught: ${event.error().message}`));
    page.on('response', (response) => {
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) this.#answer = response;
    });
  }

  /** Records a fault together with the page it is on. */
  fault(what) {
    const where = `${new URL(this.page.url(), 'http://localhost').pathname} (${this.language}${this.js ? '' : ', no JS'})`;
    this.faults.push(`${where}: ${what}`);
  }

  async go(path) {
    return this.page.goto(path);
  }

  /** Asks for an address with this window's cookies, without showing it. */
  async ask(path) {
    return this.context.request.get(path, { headers: { 'accept-language': this.language } });
  }

  async weigh(path) {
    const finished = [];
    const count = (request) => finished.push(request);
    this.context.on('requestfinished', count);
    await this.page.goto(path, { waitUntil: 'networkidle' });
    this.context.off('requestfinished', count);
    const sizes = await Promise.all(finished.map((request) => request.sizes()));
    const bytes = sizes.reduce((sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize, 0);
    return { bytes, requests: finished.length };
  }

  /** Makes the pages appear in this window's language: by the browser's wish, else by the page's own link. */
  async speak() {
    if ((await readLanguage(this.page)) === this.language) return;
    const link = this.page.locator(`a[hreflang="${this.language}"]`).first();
    if ((await link.count()) === 0) return this.fault(`no link to the page in "${this.language}" (a[hreflang])`);
    await link.click();
  }

  /** The text of the page as the server sent it. */
  async source() {
    return (await this.#answer?.text().catch(() => undefined)) ?? this.page.content();
  }

  async audit({ name } = {}) {
    const language = await readLanguage(this.page);
    if (language !== this.language) this.fault(`<html lang> is "${language}", not "${this.language}"`);
    const source = await this.source();
    const found = await (this.js ? axe(this.page) : axeWithoutScripts(this.page, source));
    found.push(...(await markup(source)));
    await this.#picture(name);
    found.push(...(await narrow(this.page, { during: () => this.#picture(name) })));
    for (const fault of found) this.fault(fault);
  }

  async #picture(name) {
    const folder = process.env.CAUSEWAY_SCREENS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const place = name ?? new URL(this.page.url()).pathname;
    const file = `${place.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'home'}.${this.language}-${this.page.viewportSize().width}.png`;
    await this.page.screenshot({ path: join(folder, file), fullPage: true });
  }

  async expecting(pattern, act) {
    const before = this.faults.length;
    const result = await act();
    const found = this.faults.splice(before);
    const others = found.filter((fault) => !pattern.test(fault));
    this.faults.push(...others);
    if (others.length === found.length) this.fault(`nothing happened that matches ${pattern}`);
    return result;
  }

  async leave() {
    await this.context.close();
    const different = [...new Set(this.faults)];
    if (different.length > 0) throw new Error(`${different.length} faults:\n  ${different.join('\n  ')}`);
  }
}

function isLocal(address) {
  const { protocol, hostname } = new URL(address);
  return !/^(https?|wss?|ftp):$/.test(protocol) || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
