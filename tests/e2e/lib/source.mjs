// What the text of a page says as the server sent it, read without a browser.

const TAG = /<(\/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr']);
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Links to follow, as absolute addresses: not those to the same page in the other language, not files to save. */
export function links(text, base, language) {
  const found = [];
  for (const [, closing, name, rest] of tags(text)) {
    if (closing || name.toLowerCase() !== 'a') continue;
    const href = attribute(rest, 'href');
    const other = attribute(rest, 'hreflang');
    if (href === undefined || /\sdownload(\s|=|$)/.test(rest) || (other && !other.startsWith(language))) continue;
    const address = new URL(href, base).href;
    if (/^https?:/.test(address)) found.push(address);
  }
  return found;
}

/** How the page is built, without its words and without repetition: pages with the same structure have the same faults. */
export function structure(text) {
  const kinds = new Set();
  const open = [];
  for (const [, closing, name, rest] of tags(text)) {
    const tag = name.toLowerCase();
    if (closing) {
      const at = open.findLastIndex((one) => one.tag === tag);
      if (at >= 0) open.length = at;
      continue;
    }
    const kind = `${tag}.${attribute(rest, 'class') ?? ''}[${attribute(rest, 'role') ?? ''}${attribute(rest, 'type') ?? ''}]`;
    kinds.add(`${open.at(-1)?.kind ?? ''}>${kind}`);
    if (!VOID.has(tag) && !rest.endsWith('/')) open.push({ tag, kind });
  }
  return [...kinds].sort().join('\n');
}

function tags(text) {
  return text.replace(/<!--.*?-->/gs, '').replace(/(<script\b[^>]*>).*?(<\/script>)/gis, '$1$2').matchAll(TAG);
}

function attribute(rest, name) {
  const found = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`, 'i').exec(rest);
  return found && decode(found[1] ?? found[2]);
}

function decode(text) {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    return ENTITIES[name] ?? whole;
  });
}
