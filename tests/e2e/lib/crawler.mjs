// Follows every link of a visitor breadth-first and audits what it finds.
import { structure } from './audit.mjs';

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
 * Visits at most `cap` pages of each route, beginning at `start`. Faults go to the visitor.
 *
 * `audited` is a Set that crawls share: a page whose route, language and structure have been audited is not audited again (it
 * is still loaded, and its errors count). Returns the routes with the number of pages seen.
 */
export async function crawl(visitor, { start = '/', cap = 2, audited = new Set() } = {}) {
  const { page, language } = visitor;
  const origin = new URL(page.url()).origin;
  const seen = new Map();
  const known = new Set();
  const waiting = [{ address: new URL(start, origin).href, from: 'the start' }];
  while (waiting.length > 0) {
    const { address, from } = waiting.shift();
    const route = pattern(address);
    if ((seen.get(route) ?? 0) >= cap) continue;
    seen.set(route, (seen.get(route) ?? 0) + 1);
    const response = await open(visitor, address);
    if (!response) continue;
    if (response.status() >= 400) {
      visitor.fault(`${response.status()} for the link ${address} on ${from}`);
      continue;
    }
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    if (!visitor.js && (await page.locator('main').innerText().catch(() => '')).trim() === '') {
      visitor.fault('there is nothing to read in <main> without JavaScript');
    }
    const key = `${route} ${language} ${await structure(page)}`;
    if (!audited.has(key)) {
      audited.add(key);
      await visitor.audit({ name: `${visitor.persona ?? 'public'}${visitor.js ? '' : '-nojs'} ${route}` });
    }
    for (const link of await links(page, language)) {
      const target = link.split('#')[0];
      if (new URL(target).origin !== origin || known.has(target)) continue;
      known.add(target);
      waiting.push({ address: target, from: new URL(page.url()).pathname });
    }
  }
  return seen;
}

/** Opens an address; a file that the browser would save is only asked for. */
async function open(visitor, address) {
  try {
    return await visitor.page.goto(address);
  } catch (error) {
    if (/Download is starting|ERR_ABORTED/.test(error.message)) {
      const file = await visitor.context.request.get(address);
      if (!file.ok()) visitor.fault(`${file.status()} for the file ${address}`);
      return undefined;
    }
    throw error;
  }
}

/** Links to follow: not those to the same page in the other language, not files to save. */
async function links(page, language) {
  return page.evaluate((language) => {
    const followed = [...document.querySelectorAll('a[href]:not([download])')].filter((link) => !link.hreflang || link.hreflang.startsWith(language));
    return followed.map((link) => link.href).filter((address) => /^https?:/.test(address));
  }, language);
}
