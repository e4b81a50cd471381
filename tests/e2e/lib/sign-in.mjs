// Signing a persona in by password and one-time code, with the pointer or with the keyboard alone.
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

import { world } from '../lib.mjs';
import { focusIsVisible } from './audit.mjs';
import { stepOf, totp, untilNextStep } from './totp.mjs';

const FIELDS = ['username', 'current-password', 'one-time-code'];

/** Signs `visitor.persona` in; throws with the page's own words when the server refuses. */
export async function signIn(visitor, { keyboard, persona = find(visitor.persona), path = world().sign_in ?? `/${visitor.language}/sign-in` }) {
  const { page } = visitor;
  await visitor.go(path);
  const answers = { username: persona.login, 'current-password': persona.password };
  // User and password may share a page with the code or not: at most three pages.
  for (let pages = 0; pages < FIELDS.length; pages += 1) {
    const asked = [];
    for (const kind of FIELDS) {
      if (await field(page, kind).isVisible()) asked.push(kind);
    }
    if (asked.length === 0 && pages === 0) throw new Error(`there is no sign-in at ${page.url()}`);
    if (asked.length === 0) break;
    for (const kind of asked) {
      if (keyboard) await tabTo(visitor, field(page, kind));
      // A code is made at the last moment, and only now is its step used up.
      const answer = answers[kind] ?? (await freshCode(persona));
      if (keyboard) await page.keyboard.type(answer);
      else await field(page, kind).fill(answer);
    }
    const address = page.url();
    const landed = page.waitForNavigation({ waitUntil: 'load' });
    if (keyboard) await page.keyboard.press('Enter');
    else await field(page, asked.at(-1)).press('Enter');
    await landed;
    if (page.url() === address && (await field(page, asked[0]).isVisible())) break;
  }
  for (const kind of FIELDS) {
    if (!(await field(page, kind).isVisible())) continue;
    const alert = page.locator('[role=alert]').first();
    const words = await ((await alert.isVisible()) ? alert : page.locator('body')).innerText();
    throw new Error(`${persona.key} cannot sign in, ${page.url()} still asks for the ${kind}: ${words.trim().slice(0, 300)}`);
  }
}

const field = (page, kind) => page.locator(`input[autocomplete="${kind}"]`).first();

function find(key) {
  const persona = world().personas.find((one) => one.key === key);
  if (!persona) throw new Error(`no persona "${key}" in demo.json; there are ${world().personas.map((one) => one.key).join(', ')}`);
  return persona;
}

/**
 * A code that nobody has used: servers refuse a second use of the same step, rightly. Test files run side by side, so a file
 * beside demo.json claims the step.
 */
async function freshCode(persona) {
  for (;;) {
    const now = Date.now();
    if (untilNextStep(now) < 3_000) {
      await sleep(untilNextStep(now)); // a code made now could be stale when it arrives
      continue;
    }
    try {
      const claim = `used-code-${persona.key}-${stepOf(now)}`;
      closeSync(openSync(join(process.env.CAUSEWAY_DATA ?? '.', claim), 'wx'));
      return totp(persona.totp_secret, now);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      await sleep(untilNextStep(now));
    }
  }
}

/** Presses Tab until the element has the focus; every stop on the way must be visible. */
export async function tabTo(visitor, locator) {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return;
    await visitor.page.keyboard.press('Tab');
    const fault = await focusIsVisible(visitor.page);
    if (fault) visitor.fault(fault);
  }
  throw new Error(`${locator} cannot be reached with the Tab key on ${visitor.page.url()}`);
}
