// Every page that every persona can reach by links, in both languages, with and without JavaScript.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { enter, world } from './lib.mjs';
import { crawl } from './lib/crawler.mjs';

const audited = new Set();
const people = [undefined, ...world().personas.map(({ key }) => key)];

describe('every page', { concurrency: 2 }, () => {
  for (const persona of people) {
    test(`of ${persona ?? 'the public'}`, async (t) => {
      for (const language of ['en', 'fr']) {
        const pages = {};
        for (const js of [true, false]) {
          await t.test(`${language}, ${js ? 'with' : 'without'} JavaScript`, async () => {
            const visitor = await enter({ persona, language, js });
            await visitor.go('/');
            await visitor.speak();
            pages[js] = await crawl(visitor, { audited, start: visitor.page.url() });
            await visitor.leave();
          });
        }
        // Scripts add speed, never pages: what they reach, the plain page reaches.
        const only = [...(pages[true]?.keys() ?? [])].filter((route) => !pages[false]?.has(route));
        assert.deepEqual(only, [], 'routes that can be reached only with JavaScript');
      }
    });
  }
});

test('a persona signs in with the keyboard alone', async () => {
  for (const language of ['en', 'fr']) {
    const visitor = await enter({ persona: world().personas[0].key, language, keyboard: true });
    await visitor.leave();
  }
});
