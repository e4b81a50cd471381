// Every page that every persona can reach by links, in both languages, with and without JavaScript.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { enter, world } from './lib.mjs';
import { crawl } from './lib/crawler.mjs';

const audited = new Set();
const people = [undefined, ...world().personas.map(({ key }) => key)];

describe('every page', { concurrency: 2 }, () => {
  for (const persona of people) {
    test(`that ${persona ?? 'the public'} can reach`, async () => {
      const faults = [];
      for (const language of ['en', 'fr']) {
        const [visitor, plain] = [await enter({ persona, language }), await enter({ persona, language, js: false })];
        await visitor.go(`/${language}/`);
        await crawl(visitor, { audited, plain, start: visitor.page.url() });
        for (const window of [visitor, plain]) await window.leave().catch((error) => faults.push(error.message));
      }
      assert.ok(faults.length === 0, faults.join('\n'));
    });
  }

  // Two people: one person's codes are used up for half a minute each.
  for (const [index, language] of ['en', 'fr'].entries()) {
    test(`a persona signs in with the keyboard alone (${language})`, async () => {
      const visitor = await enter({ persona: world().personas[index].key, language, keyboard: true });
      await visitor.leave();
    });
  }
});
