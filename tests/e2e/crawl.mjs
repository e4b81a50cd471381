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
        const routes = {};
        for (const js of [true, false]) {
          const visitor = await enter({ persona, language, js });
          await visitor.go('/');
          await visitor.speak();
          routes[js] = await crawl(visitor, { audited, start: visitor.page.url() });
          await visitor.leave().catch((error) => faults.push(error.message));
        }
        // Scripts add speed, never pages: what they reach, the plain page reaches.
        const only = [...routes[true].keys()].filter((route) => !routes[false].has(route));
        if (only.length > 0) faults.push(`only with JavaScript (${language}): ${only.join(', ')}`);
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
