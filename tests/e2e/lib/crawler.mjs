// Follows every link of a visitor breadth-first and audits what it finds.
import { links, structure } from './source.mjs';

/** The route that an address belongs to: ids become `:id`, of the query only the names remain. */
export function pattern(address) {
  const { pathname, searchParams } = new URL(address);
  const path = pathname
    .split('/')
    .map((part) => (/^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(part) || /^\d+$/.test(part) || /^[0-9a-f]{16,}$/i.test(part) ? ':id' : part))
    .join('/');
  const names = [...new Set(searchParams.keys())].sort();
  return names.length > 0 ? `${path}?${names.join('&')}` : path;
}

/**
 * Asks for at most `cap` pages of each route, beginning at `start`, and follows the links in their text as sent: so every page
 * that it reaches is reached without JavaScript. Faults go to the visitor.
 *
 * A page whose route, language and structure are new is opened in the visitor's window and audited; `audited` is a Set that
 * crawls share. With `plain`, the same visitor without JavaScript, one page of each route is opened and audited there too.
 * Returns the routes with the number of pages asked for.
 */
export async function crawl(visitor, { start = '/', cap = 2, audited = new Set(), plain } = {}) {
  const { page, language } = visitor;
  const origin = new URL(page.url()).origin;
  const seen = new Map();
  const known = new Set();
  const byScript = new Map();
  const waiting = [{ address: new URL(start, origin).href, from: 'the start' }];
  while (waiting.length > 0) {
    const { address, from } = waiting.shift();
    const route = pattern(address);
    if ((seen.get(route) ?? 0) >= cap) continue;
    seen.set(route, (seen.get(route) ?? 0) + 1);
    const response = await visitor.ask(address);
    if (response.status() >= 400) {
      visitor.fault(`${response.status()} for the link ${address} on ${from}`);
      continue;
    }
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    const source = await response.text();
    const found = links(source, response.url(), language);
    // A redirect shows another route's page.
    const shown = pattern(response.url());
    if (first(audited, `${shown} ${language} ${visitor.js} ${structure(source)}`)) {
      // What the window was sent may be newer than what was asked for before.
      const sent = await look(visitor, response.url(), shown);
      // Scripts add speed, never pages: what only they show is remembered.
      const text = new Set(links(sent, response.url(), language));
      for (const link of await linksOf(page, language)) if (!text.has(link)) byScript.set(link, address);
    }
    if (plain && first(audited, `${shown} plain`)) {
      await look(plain, response.url(), shown, { text: false });
    }
    for (const link of found) {
      const target = link.split('#')[0];
      if (new URL(target).origin !== origin || known.has(target)) continue;
      known.add(target);
      waiting.push({ address: target, from: new URL(response.url()).pathname });
    }
  }
  for (const [link, on] of byScript) {
    if (new URL(link).origin === origin && !seen.has(pattern(link))) visitor.fault(`only with JavaScript: ${link} on ${on}`);
  }
  return seen;
}

function first(set, key) {
  if (set.has(key)) return false;
  set.add(key);
  return true;
}

/** Opens a page in a window and audits it. Returns its text as sent. */
async function look(visitor, address, route, { text } = {}) {
  const { page } = visitor;
  const response = await page.goto(address);
  const sent = await response.text();
  if (!visitor.js && (await page.locator('main').innerText().catch(() => '')).trim() === '') {
    visitor.fault('there is nothing to read in <main> without JavaScript');
  }
  await visitor.audit({ name: `${visitor.persona ?? 'public'}${visitor.js ? '' : '-nojs'} ${route}`, text });
  return sent;
}

/** Links in a page as it stands in the window. */
async function linksOf(page, language) {
  return page.evaluate((language) => {
    const followed = [...document.querySelectorAll('a[href]:not([download])')].filter((link) => !link.hreflang || link.hreflang.startsWith(language));
    return followed.map((link) => link.href).filter((address) => /^https?:/.test(address));
  }, language);
}
