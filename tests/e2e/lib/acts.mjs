// What people do on pages, and what they see there, in few words.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';

const SYLLABLES = ['bel', 'dor', 'fen', 'gar', 'hal', 'jun', 'kes', 'lor', 'mir', 'nal', 'ost', 'pim', 'quil', 'ras', 'sol', 'tam', 'ul', 'vey', 'wes', 'zan'];

/** A child of 15 that nobody is: a name that no run has used, a telephone number of those kept for fiction. */
export function invent() {
  const word = () => Array.from({ length: 4 }, () => SYLLABLES[randomInt(SYLLABLES.length)]).join('');
  const name = (text) => text[0].toUpperCase() + text.slice(1);
  const day = new Date(Date.now() - randomInt(30, 300) * 86_400_000);
  const born = { year: String(day.getUTCFullYear() - 15), month: String(day.getUTCMonth() + 1).padStart(2, '0'), day: String(Math.min(day.getUTCDate(), 28)).padStart(2, '0') };
  return { born, name: name(word()), surname: name(word()), phone: `343-555-01${String(randomInt(100)).padStart(2, '0')}` };
}

/** Ticks a box or chooses a radio by the value that it sends; people click the words beside it. */
export async function choose(visitor, name, value) {
  const id = await visitor.page.locator(`main [name="${name}"][value="${value}"]`).getAttribute('id');
  await visitor.page.locator(`main label[for="${id}"]`).click();
}

/** Sends the form whose address ends so, by its one button. */
export async function press(visitor, action) {
  const form = visitor.page.locator(`main form[action$="${action}"], main form[action*="${action}?"]`);
  await form.locator('button[type="submit"].cw-btn').first().click();
  await visitor.page.waitForLoadState();
}

/** What main says, or a part of it; every blank is a plain one. */
export async function main(visitor, part = 'main') {
  return (await visitor.page.locator(part).innerText()).replace(/[\u00a0\u202f]/g, ' ');
}

/** Every text can be read on the page. */
export async function shows(visitor, ...texts) {
  const said = await main(visitor);
  for (const text of texts) assert.ok(said.includes(text), `${place(visitor)} does not show "${text}":\n${said.slice(0, 1500)}`);
}

/** No text is anywhere in the page, shown or not. */
export async function hides(visitor, ...texts) {
  const sent = await visitor.page.content();
  for (const text of texts) assert.ok(!sent.includes(text), `${place(visitor)} gives away "${text}"`);
}

/** Opens an address that must answer as if there were nothing; returns what it says. */
export async function absent(visitor, path) {
  const response = await visitor.expecting(/status of 404/, () => visitor.go(path));
  assert.equal(response.status(), 404, `${visitor.persona} ${path}`);
  return main(visitor);
}

function place(visitor) {
  return `${new URL(visitor.page.url()).pathname} of ${visitor.persona ?? 'the visitor'}`;
}
