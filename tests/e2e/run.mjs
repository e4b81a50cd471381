// Runs the browser tests: every .mjs file of this folder but this one and lib.mjs. `cargo xtask e2e` starts the server and
// then this, with
//   CAUSEWAY_BASE   http://127.0.0.1:PORT
//   CAUSEWAY_DATA   the folder that holds demo.json
//   CHROMIUM        the browser (default /usr/bin/chromium)
// Options: --headed, --filter REGEX (names of files, or else of tests), --screens DIR.
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import process from 'node:process';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { headed: { type: 'boolean' }, filter: { type: 'string' }, screens: { type: 'string' } },
});
// The files run in processes of their own; they read these.
if (values.headed) process.env.CAUSEWAY_HEADED = '1';
if (values.screens) process.env.CAUSEWAY_SCREENS = values.screens;

const here = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(here)
  .filter((name) => name.endsWith('.mjs') && !['run.mjs', 'lib.mjs'].includes(name))
  .map((name) => join(here, name));

const filter = values.filter && new RegExp(values.filter, 'i');
const chosen = filter ? files.filter((file) => filter.test(basename(file))) : files;

let ran = 0;
let failed = 0;
const tests = run({
  files: chosen.length > 0 ? chosen : files,
  concurrency: 2,
  timeout: 30 * 60 * 1000,
  testNamePatterns: filter && chosen.length === 0 ? [filter] : undefined,
});
tests.on('test:pass', (event) => {
  if (event.details.type !== 'suite' && event.skip === undefined) ran += 1;
});
tests.on('test:fail', () => {
  failed += 1;
});
tests.on('end', () => {
  if (failed === 0 && ran > 0) return;
  if (ran + failed === 0) console.error('e2e: no test has run; does --filter match a name?');
  process.exitCode = 1;
});
tests.compose(spec).pipe(process.stdout);
