// The tests' libraries are development dependencies of web/package.json: one lock file for all of Node.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));

export const { chromium } = require('playwright-core');
export const { HtmlValidate, StaticConfigLoader } = require('html-validate');
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
