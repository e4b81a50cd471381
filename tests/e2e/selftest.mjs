// Tests of the tests: a small sound site on which nothing must be found, and pages with one planted fault each, which must be.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';

import { enter } from './lib.mjs';
import { crawl, pattern } from './lib/crawler.mjs';
import { tabTo } from './lib/sign-in.mjs';
import { totp } from './lib/totp.mjs';

const SECRET = 'JBSWY3DPEHPK3PXP';
const WORDS = {
  en: { title: 'Work list', sign: 'Sign in', user: 'Work e-mail', pass: 'Password', code: 'Code', over: 'Overdue', line: 'Timeline', other: ['fr', 'Français'] },
  fr: { title: 'Liste de travail', sign: 'Ouvrir une session', user: 'Courriel', pass: 'Mot de passe', code: 'Code', over: 'En retard', line: 'Chronologie', other: ['en', 'English'] },
};

/** A sound page around `main`; the options plant faults. */
function html({ language = 'en', main = '', head = '', lang = ` lang="${language}"`, other = true }) {
  const words = WORDS[language];
  const [code, name] = words.other;
  const link = other ? `<a href="/${code}/" hreflang="${code}" lang="${code}">${name}</a>` : '';
  return `<!DOCTYPE html>
<html${lang}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${words.title}</title>
<link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/style.css">${head}</head>
<body><header>${link}</header><main><h1>${words.title}</h1>${main}</main></body></html>`;
}

/** Pages with one fault each: its name, what plants it, what must be said about it. */
const FAULTS = [
  ['an input without a label', { main: '<input type="text" name="q">' }, /axe label/],
  ['grey on white', { main: '<p class="pale">Hard to read</p>' }, /axe color-contrast/],
  ['no language', { lang: '' }, /<html lang> is ""/],
  ['a wrong language', { lang: ' lang="de"' }, /<html lang> is "de"/],
  ['the same id twice', { main: '<p id="a">One</p><p id="a">Two</p>' }, /html no-dup-id/],
  ['a tag that is not closed', { main: '<div><p>Text</div>' }, /html (close-order|no-implicit-close)/],
  ['a wide page', { main: '<div class="wide">Wide</div>' }, /at 320 px the page scrolls sideways: .*wide/],
  ['the timeline first', { main: '<ol class="cw-tl"><li>Then</li></ol><p class="cw-clock--over">Overdue</p>' }, /timeline comes before/],
  ['the timeline moved up by style', { main: '<div class="flip"><p class="cw-clock--over">Overdue</p><ol class="cw-tl"><li>Then</li></ol></div>' }, /timeline comes before/],
  ['a picture of another server', { main: '<img src="http://192.0.2.1/x.png" alt="">' }, /left this machine: http:\/\/192\.0\.2\.1/],
  ['an inline script', { head: '<script>document.title = "";</script>' }, /Content Security Policy/i],
  ['a script that fails', { head: '<script src="/throw.js" defer></script>' }, /uncaught: planted/],
  ['a missing file', { main: '<img src="/gone.png" alt="">' }, /console: .*404/],
  ['an answer of 500', { main: '<img src="/error.png" alt="">' }, /500 from .*error\.png/],
  ['a link that leads nowhere', { main: '<a href="/en/gone">Gone</a>' }, /404 for the link .*\/en\/gone on \/fault\//],
  ['no link to the other language', { language: 'fr', other: false }, /no link to the page in "en"/],
];

const STYLE = `
body { font: 1rem sans-serif; color: #1a1a1a; background: #fff; margin: 1rem; overflow-wrap: anywhere; }
.pale { color: #bbb } .wide { width: 60rem } .flip { display: flex; flex-direction: column-reverse }
a { display: inline-block; min-width: 1.5rem; min-height: 1.5rem } .quiet:focus { outline: none }
.bar { position: fixed; left: 0; right: 0; top: 0; bottom: 0; background: #fff }`;

const files = {
  '/style.css': ['text/css', STYLE],
  '/throw.js': ['text/javascript', 'throw new Error("planted");'],
  '/fill.js': ['text/javascript', 'document.querySelector("main").innerHTML = "<h1>Filled by a script</h1>";'],
  '/icon.svg': ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  '/report.csv': ['text/csv', 'a,b\n'],
};

const signedIn = new Set();
const usedCodes = new Set();

function answer(request, response, body) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const language = /^\/fr\b/.test(pathname) || (!/^\/en\b/.test(pathname) && /^fr/.test(request.headers['accept-language'])) ? 'fr' : 'en';
  const words = WORDS[language];
  const send = (status, type, text, headers = {}) => {
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'content-security-policy': "default-src 'self'; img-src *", ...headers });
    response.end(text);
  };
  const see = (main, status = 200) => send(status, 'text/html', html({ language, main }));
  const go = (location, headers) => send(303, 'text/plain', '', { location, ...headers });
  const form = (fields, fault = '') => see(`${fault && `<p role="alert">${fault}</p>`}<form method="post" action="/sign-in">${fields}<button type="submit">${words.sign}</button></form>`);
  const input = (label, kind, type) => `<p><label for="${kind}">${label}</label> <input id="${kind}" name="${kind}" type="${type}" autocomplete="${kind}"></p>`;
  const session = /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];

  if (files[pathname]) return send(200, ...files[pathname], pathname.endsWith('.csv') ? { 'content-disposition': 'attachment' } : {});
  if (pathname === '/error.png') return send(500, 'text/plain', 'planted');
  if (pathname === '/') return go(`/${language}/`);
  if (pathname === '/sign-in' && request.method === 'GET') {
    return form(input(words.user, 'username', 'email') + input(words.pass, 'current-password', 'password'));
  }
  if (pathname === '/sign-in') {
    const sent = new URLSearchParams(body);
    const code = sent.get('one-time-code');
    if (code !== null) {
      const good = code === totp(SECRET) && !usedCodes.has(code);
      usedCodes.add(code);
      if (!good) return form(input(words.code, 'one-time-code', 'text'), 'This code is not right');
      signedIn.add('one');
      return go(`/${language}/`, { 'set-cookie': 'session=one; HttpOnly; SameSite=Strict' });
    }
    if (sent.get('current-password') !== 'right') return form(input(words.user, 'username', 'email') + input(words.pass, 'current-password', 'password'), 'The password is not right');
    return form(input(words.code, 'one-time-code', 'text'));
  }
  if (pathname.startsWith('/fault/')) {
    const [, page] = FAULTS[Number(pathname.split('/')[2])];
    return send(200, 'text/html', html(page));
  }
  if (pathname === '/filled') return send(200, 'text/html', html({ main: '', head: '<script src="/fill.js" defer></script>' }).replace('<h1>Work list</h1>', ''));
  if (pathname === '/covered') return see('<input aria-label="Name" name="n" type="text" autocomplete="off"><div class="bar">Leave</div>');
  if (pathname === '/quiet') return see('<input class="quiet" aria-label="Name" name="n" type="text" autocomplete="off">');
  if (/^\/(en|fr)\/$/.test(pathname)) {
    const member = session && signedIn.has(session) ? `<a href="/${language}/case/7">7</a> <a href="/${language}/case/8">8</a> <a href="/${language}/case/9">9</a> <a href="/report.csv">CSV</a>` : '';
    return see(`<p class="cw-clock--over">${words.over}</p><h2>${words.line}</h2><ol class="cw-tl"><li>1</li></ol>${member}`);
  }
  if (/^\/(en|fr)\/case\/\d$/.test(pathname)) return see(`<p>${pathname.at(-1)}</p>`);
  return see('<p>404</p>', 404);
}

const folder = mkdtempSync(join(tmpdir(), 'causeway-selftest-'));
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => answer(request, response, body));
});

before(async () => {
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const personas = ['one', 'two'].map((key) => ({ key, name: 'Una Invented', login: 'una@example.invalid', password: key === 'one' ? 'right' : 'wrong', totp_secret: SECRET }));
  writeFileSync(join(folder, 'demo.json'), JSON.stringify({ personas, cases: [], sign_in: '/sign-in' }));
  process.env.CAUSEWAY_DATA = folder;
  delete process.env.CAUSEWAY_SCREENS; // pictures are of the product
  process.env.CAUSEWAY_BASE = `http://127.0.0.1:${server.address().port}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true });
});

describe('the harness', () => {
  test('makes the codes of RFC 6238', () => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    assert.equal(totp(secret, 59_000), '287082');
    assert.equal(totp(secret, 1_111_111_109_000), '081804');
    assert.equal(totp(secret, 20_000_000_000_000), '353130');
  });

  test('tells routes apart and ids not', () => {
    assert.equal(pattern('http://x/en/case/7/note/0199d1a2-5b6c-7def-8123-456789abcdef?page=2&q=a&page=3'), '/en/case/:id/note/:id?page&q');
    assert.equal(pattern('http://x/en/case'), '/en/case');
  });

  for (const language of ['en', 'fr']) {
    for (const js of [true, false]) {
      test(`finds nothing on a sound site (${language}, ${js ? 'with' : 'without'} JavaScript)`, async () => {
        const visitor = await enter({ persona: 'one', language, js });
        await visitor.go('/');
        await visitor.speak();
        const seen = await crawl(visitor, { start: visitor.page.url() });
        assert.equal(seen.get(`/${language}/case/:id`), 2, 'two of the three cases');
        assert.equal(seen.has('/report.csv'), true);
        assert.equal(seen.has(`/${language === 'en' ? 'fr' : 'en'}/`), false, 'not the other language');
        await visitor.leave();
      });
    }
  }

  test('signs in with the keyboard, and waits for a code that is not used up', async () => {
    const visitor = await enter({ persona: 'one', keyboard: true });
    assert.match(visitor.page.url(), /\/en\/$/);
    await visitor.leave();
  });

  test('says in the words of the page why a sign-in fails', async () => {
    await assert.rejects(enter({ persona: 'two' }), /still asks for the username: The password is not right/);
    await assert.rejects(enter({ persona: 'three' }), /no persona "three".*one, two/);
  });

  for (const [index, [name, , expected]] of FAULTS.entries()) {
    test(`finds ${name}`, async () => {
      const visitor = await enter();
      await visitor.go(`/fault/${index}`);
      await visitor.speak();
      await crawl(visitor, { start: `/fault/${index}` });
      await assert.rejects(visitor.leave(), expected);
    });
  }

  test('finds a page that is empty without JavaScript', async () => {
    const visitor = await enter({ js: false });
    await visitor.go('/filled');
    await crawl(visitor, { start: '/filled' });
    await assert.rejects(visitor.leave(), /nothing to read in <main>/);
  });

  test('finds a focus that is covered or cannot be seen', async () => {
    for (const [path, expected] of [['/covered', /focus is covered/], ['/quiet', /focus cannot be seen/]]) {
      const visitor = await enter();
      await visitor.go(path);
      await tabTo(visitor, visitor.page.locator('input'));
      await assert.rejects(visitor.leave(), expected);
    }
  });

  test('weighs a page with all that it loads', async () => {
    const visitor = await enter();
    const { bytes, requests } = await visitor.weigh('/en/');
    assert.equal(requests, 3, 'the page, its style, its icon');
    assert.ok(bytes > STYLE.length && bytes < 4000, `${bytes} bytes`);
    await visitor.leave();
  });

  test('takes a wanted fault as wanted, and its absence as a fault', async () => {
    const visitor = await enter();
    await visitor.expecting(/status of 404/, () => visitor.go('/en/gone'));
    assert.deepEqual(visitor.faults, []);
    await visitor.expecting(/status of 404/, () => visitor.go('/en/'));
    await assert.rejects(visitor.leave(), /nothing happened that matches/);
  });
});
