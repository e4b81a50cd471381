// What is checked on one page. Every function returns the faults as strings.
import { axeSource, HtmlValidate, StaticConfigLoader } from './packages.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** axe-core's rules of WCAG 2.2 A and AA. Run by the debugger's way in, which the page's own policy does not govern. */
export async function axe(page) {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (tags) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({ id, help, places: nodes.map((node) => node.target.join(' ')) }));
  }, TAGS);
  return violations.map(({ id, help, places }) => `axe ${id}: ${help} at ${places.slice(0, 3).join(', ')}${places.length > 3 ? ` and ${places.length - 3} more` : ''}`);
}

/**
 * axe for a page in a window without JavaScript, where axe itself cannot run: a second window shows the same text with its
 * scripts taken out and its <noscript> parts in force.
 */
export async function axeWithoutScripts(page, source) {
  const text = source.replace(/<script\b[^>]*>.*?<\/script>/gis, '').replace(/<\/?noscript[^>]*>/gi, '');
  const twin = await page.context().browser().newContext({ viewport: page.viewportSize(), storageState: await page.context().storageState() });
  try {
    const second = await twin.newPage();
    await second.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: text }));
    await second.goto(page.url());
    return await axe(second);
  } finally {
    await twin.close();
  }
}

const validator = new HtmlValidate(
  new StaticConfigLoader({
    extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
    rules: {
      // Style, not faults: templates leave blanks, French titles are long, numbers may wrap where their line is short.
      'doctype-style': 'off',
      'long-title': 'off',
      'no-trailing-whitespace': 'off',
      'tel-non-breaking': 'off',
      // Asked for files of other servers only, and those are forbidden altogether.
      'require-sri': 'off',
      // Boxes of one question share its name, as radios do.
      'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    },
  }),
);

/** html-validate on the text as sent, before a browser has mended it. */
export async function markup(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.filter((one) => one.severity === 2 && !isTableRole(one)).map(({ ruleId, message, line }) => `html ${ruleId}: ${message} (line ${line})`),
  );
}

/**
 * On phones the rows of a stacked table are drawn as blocks, and browsers then forget that it is a table: its roles are
 * written out, and are not redundant.
 */
function isTableRole({ ruleId, message }) {
  return ruleId === 'no-redundant-role' && /role "(table|rowgroup|row|rowheader|columnheader|cell)"/.test(message);
}

/** At 360 and 320 px nothing scrolls sideways; at 360 px what is overdue is met before the timeline. */
export async function narrow(page, { during = async () => {} } = {}) {
  const before = page.viewportSize();
  const faults = [];
  for (const width of [320, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => {
      const root = document.documentElement;
      if (root.scrollWidth <= root.clientWidth) return undefined;
      const past = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
      const widest = past.at(-1);
      return `${root.scrollWidth} px wide because of <${widest?.tagName.toLowerCase()} class="${widest?.getAttribute('class') ?? ''}">`;
    });
    if (wide) faults.push(`at ${width} px the page scrolls sideways: ${wide}`);
  }
  const late = await page.evaluate(() => {
    const overdue = document.querySelector('main .cw-clock--over');
    const timeline = document.querySelector('main .cw-tl');
    if (!overdue || !timeline) return false;
    const after = timeline.compareDocumentPosition(overdue) & Node.DOCUMENT_POSITION_FOLLOWING;
    return after !== 0 || overdue.getBoundingClientRect().top > timeline.getBoundingClientRect().top;
  });
  if (late) faults.push('at 360 px the timeline comes before what is overdue');
  await during();
  await page.setViewportSize(before);
  return faults;
}

/** The language that the page declares: "en", "fr", ... */
export async function readLanguage(page) {
  return page.evaluate(() => document.documentElement.lang.slice(0, 2));
}

/** A fault when the element with the focus is outside the window, covered, or does not look any different from its neighbours. */
export async function focusIsVisible(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return undefined;
    const name = `<${element.tagName.toLowerCase()}> "${(element.textContent || element.getAttribute('name') || '').trim().slice(0, 30)}"`;
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return `the focus is outside the window: ${name}`;
    const above = document.elementFromPoint(x, y);
    const labelled = above?.closest('label')?.control === element;
    if (above && !element.contains(above) && !above.contains(element) && !labelled) return `the focus is covered: ${name}`;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    if ((outlineStyle === 'none' || outlineWidth === '0px') && boxShadow === 'none') return `the focus cannot be seen: ${name}`;
    return undefined;
  });
}
