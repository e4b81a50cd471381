// The way of one referral, each act in the browser of the person who does it, with what each may and may not see. Once in
// English, once in French, once in French without JavaScript; each with an invented child of its own.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';

import { enter } from './lib.mjs';
import { absent, choose, hides, invent, main, press, shows } from './lib/acts.mjs';

const WORDS = {
  en: {
    police: 'Northgate Police (example)',
    linked: 'The records are linked',
    society: 'Harbour Region Children’s Aid Society (example)',
    service: 'Stillwater trauma counselling (example)',
    counsel: 'Stillwater Counselling (example)',
    must: 'Under 16: you must also report this yourself, now',
    taken: 'Taken up',
    withheld: 'What was sent is no longer shown',
    few: 'fewer than 5',
    whole: 'The ledger is whole',
    did: ['Read a case', 'Wrote down a consent', 'Refused'],
  },
  fr: {
    police: 'Police de Northgate (exemple)',
    linked: 'Les fiches sont liées',
    society: 'Société d’aide à l’enfance de la région du Port (exemple)',
    service: 'Consultation Eau-Calme (exemple)',
    counsel: 'Consultation Eau-Calme (exemple)',
    must: 'Moins de 16 ans : vous devez aussi faire vous-même un signalement, maintenant',
    taken: 'Suite donnée',
    withheld: 'Ce qui a été envoyé n’est plus affiché',
    few: 'moins de 5',
    whole: 'Le registre est intact',
    did: ['Dossier consulté', 'Consentement consigné', 'Refusé'],
  },
};

for (const [language, js] of [['en', true], ['fr', true], ['fr', false]]) {
  test(`the way of one referral (${language}${js ? '' : ', no JavaScript'})`, { timeout: 180_000 }, async () => {
    const walk = new Walk(language, js);
    for (const [name, act] of STEPS) {
      await act(walk).catch((error) => {
        throw new Error(`${name}: ${error.message}`, { cause: error });
      });
    }
    await walk.end();
  });
}

/** What the people of one walk know, and the windows they have open. */
class Walk {
  #windows = new Map();

  constructor(language, js) {
    Object.assign(this, { language, js, child: invent(), words: WORDS[language] });
    const { name } = this.child;
    this.notes = {
      record: `${name} was in a car that was stopped`,
      safe: `Only at school, ask for ${name} at the office`,
      core: `${name} met the school nurse`,
      family: `${name} stays with an aunt this week`,
      violence: `${name} told how the bruises came`,
      police: `Plate seen near the school of ${name}`,
      liaison: `Circle on Thursday, ${name} asked for it`,
      need: `${name} wants somebody to talk to who is not police`,
      outcome: `${name} came six times`,
    };
  }

  /** The window of a persona, or of a visitor. */
  async as(persona) {
    if (!this.#windows.has(persona)) this.#windows.set(persona, await enter({ persona, language: this.language, js: this.js }));
    return this.#windows.get(persona);
  }

  /** A persona's window, at a page. */
  async opens(persona, path) {
    const window = await this.as(persona);
    const response = await window.go(`/${this.language}${path}`);
    assert.equal(response.status(), 200, `${persona} at ${path}`);
    return window;
  }

  async end() {
    for (const window of this.#windows.values()) await window.leave();
  }
}

const STEPS = [
  ['police keep a record of a girl whom they met once', keepsRecord],
  ['a teacher refers a child of 15 and is told of the duty to report', refers],
  ['both holders are told whom to call, nothing else, and agree that it is one person', agree],
  ['the duty worker finds it on the first page and takes it up after a search', takesUp],
  ['the teacher looks with the code', hearsBack],
  ['police cannot call a liaison; the child’s own declaration does', callsLiaison],
  ['each writes where only those read who may', writes],
  ['each reads their own part of one timeline', readsOwnPart],
  ['what is hidden answers like what is not there', hiddenIsAbsent],
  ['she consents to one referral, and it is sent with what she allows', sends],
  ['the service accepts it, begins, and says what came of it', answers],
  ['she takes the consent back, and the next request obeys', withdraws],
  ['the figures count her and do not show her', counts],
  ['the auditor finds what was done and verifies the ledger', audits],
];

async function keepsRecord(walk) {
  const { born, name, surname, phone } = walk.child;
  const rows = [
    'key,given_names,family_name,aliases,born,pronouns,phones,street_number,street,town,postcode,region,health_card,written_on,source,note',
    `W-${randomUUID()},${name},${surname},,${born.year}-${born.month}-${born.day},she/her,${phone},,,Kingston,,east,,2026-10-01,occurrence,${walk.notes.record}`,
  ];
  const sergeant = await walk.opens('sam.muestra', '/imports/new');
  await choose(sergeant, 'mapping', 'world');
  await choose(sergeant, 'holdings', 'police');
  await sergeant.page.setInputFiles('[name=file]', { name: 'met.csv', mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\n')}\n`) });
  await press(sergeant, '/imports/new');
  await press(sergeant, '/confirm');
}

async function refers(walk) {
  const { child, words } = walk;
  const teacher = await walk.opens(undefined, '/refer');
  const { page } = teacher;
  await page.getByRole('link', { name: words.society }).click();
  await page.fill('[name=name_used]', child.name);
  await page.fill('[name=age]', '15');
  await page.locator('#refer details summary').first().click();
  await page.fill('[name=surname]', child.surname);
  await page.fill('[name=phone]', child.phone);
  for (const part of ['day', 'month', 'year']) await page.fill(`[name=birth_date-${part}]`, child.born[part]);
  await choose(teacher, 'concerns', 'missing');
  await page.fill('[name=safe_contact]', walk.notes.safe);
  await page.selectOption('[name=referred_by]', 'school');
  await page.fill('[name=referrer_contact]', '613-555-0170');
  // The form does not go before the sender has answered what the law asks at this age.
  await teacher.expecting(/status of 422/, () => press(teacher, new URL(page.url()).pathname));
  await shows(teacher, words.must);
  assert.equal(await page.inputValue('[name=name_used]'), child.name, 'what was typed is kept');
  await choose(teacher, 'society_called', 'calling');
  await press(teacher, new URL(page.url()).pathname);
  walk.referral = /R-\d+/.exec(await main(teacher))?.[0];
  assert.ok(walk.referral, 'the teacher is told the number');
}

async function agree(walk) {
  const { child, words, notes } = walk;
  let linked = false;
  // A worker of each side answers first, then a second reader of each where the rule asks for one.
  for (const [reader, other] of [
    ['d.specimen', words.society],
    ['ama.placeholder', words.police],
    ['sam.muestra', words.society],
    ['ines.vorlage', words.police],
  ]) {
    const holder = await walk.opens(reader, '/matches');
    const alert = holder.page.locator('main a', { hasText: child.surname });
    if ((await alert.count()) === 0) continue;
    await alert.first().click();
    await shows(holder, other);
    assert.ok((await holder.page.locator('main a[href^="tel:"]').count()) > 0, `${reader} is told whom to call`);
    await hides(holder, walk.referral, notes.safe, notes.record);
    if ((await holder.page.locator('button[value=same]').count()) === 0) continue;
    await holder.page.fill('[name=why]', 'Same number, same day of birth');
    await holder.page.locator('button[value=same]').click();
    await holder.page.waitForLoadState();
    linked = (await main(holder)).includes(words.linked);
    if (linked) break;
  }
  assert.ok(linked, 'the two records are linked');
}

async function takesUp(walk) {
  const { child, referral, words } = walk;
  const officer = await walk.opens('d.specimen', '/now');
  await hides(officer, child.name);
  const worker = await walk.opens('ama.placeholder', '/now');
  const { page } = worker;
  await shows(worker, child.name, referral);
  await page.locator('main').getByRole('link', { name: new RegExp(child.name) }).first().click();
  const phone = walk.language === 'en' ? child.phone : child.phone.replace('-', ' ');
  await shows(worker, child.surname, phone, words.must);
  assert.ok(await page.locator('#known').isVisible(), 'whether she is known is said before a case opens');
  await page.fill('#take-up [name=pronouns]', walk.language === 'en' ? 'she/her' : 'elle');
  await page.locator('#take-up label', { hasText: 'Dana Specimen' }).click();
  await press(worker, '/take-up');
  walk.case = new URL(page.url()).pathname.slice(3);
  assert.match(walk.case, /^\/case\/[0-9a-f-]{36}$/);
  await shows(worker, child.name, words.taken);
}

async function hearsBack(walk) {
  const teacher = await walk.as();
  await press(teacher, '/refer/follow');
  await shows(teacher, walk.referral);
  await hides(teacher, walk.child.name);
}

async function callsLiaison(walk) {
  const officer = await walk.opens('d.specimen', `${walk.case}/people`);
  assert.equal(await officer.page.locator('a[href$="/liaison"]').count(), 0, 'police are not offered to call a liaison');
  const before = await walk.as('l.modele');
  await absent(before, `/${walk.language}${walk.case}`);
  const worker = await walk.opens('ama.placeholder', `${walk.case}/people`);
  await worker.page.locator('main a[href$="/liaison"]').click();
  await choose(worker, 'declared', 'self');
  await worker.page.locator('main label', { hasText: 'Lise Modèle' }).click();
  await press(worker, '/liaison');
  const liaison = await walk.opens('l.modele', '/now');
  await shows(liaison, walk.child.name);
}

async function writes(walk) {
  const { notes } = walk;
  await note(await walk.opens('ama.placeholder', walk.case), 'core', notes.core);
  await note(await walk.opens('ama.placeholder', walk.case), 'own', notes.family, notes.violence);
  await note(await walk.opens('d.specimen', walk.case), 'own', notes.police);
  await note(await walk.opens('l.modele', walk.case), 'own', notes.liaison);
}

/** Writes a note: the first compartment offered is one's own, the last the shared core. */
async function note(writer, where, title, violence) {
  const { page } = writer;
  const places = page.locator('#note-form [name=compartment]');
  const place = await (where === 'core' ? places.last() : places.first()).getAttribute('value');
  await choose(writer, 'compartment', place);
  await page.fill('#note-form [name=title]', title);
  if (violence) {
    await page.locator('#note-form details summary').click();
    await page.fill('#note-form [name=sensitive]', violence);
  }
  await press(writer, '/note');
  await shows(writer, title);
}

async function readsOwnPart(walk) {
  const { core, family, violence, police, liaison } = walk.notes;
  const worker = await walk.opens('ama.placeholder', walk.case);
  await shows(worker, core, family);
  await hides(worker, violence, police, liaison);
  walk.closed = new URL(await worker.page.locator('.cw-tl a[href*="/entry/"]').first().getAttribute('href'), worker.page.url()).pathname;
  const officer = await walk.opens('d.specimen', walk.case);
  await shows(officer, core, police);
  await hides(officer, family, violence, liaison);
  const guide = await walk.opens('l.modele', walk.case);
  await shows(guide, core, liaison);
  await hides(guide, family, violence, police);
  const opened = await walk.opens('ama.placeholder', walk.closed.slice(3));
  await shows(opened, violence);
}

async function hiddenIsAbsent(walk) {
  const officer = await walk.as('d.specimen');
  const nothing = await absent(officer, `/${walk.language}/entry/${randomUUID()}`);
  assert.equal(await absent(officer, walk.closed), nothing, 'a hidden entry answers like none');
  const nowhere = await absent(officer, `/${walk.language}/case/${randomUUID()}`);
  for (const stranger of ['rosa.esempio', 'jo.voorbeeld', 'max.minta']) {
    assert.equal(await absent(await walk.as(stranger), `/${walk.language}${walk.case}`), nowhere, `the case answers ${stranger} like none`);
  }
}

async function sends(walk) {
  const { child, notes, words } = walk;
  const worker = await walk.opens('ama.placeholder', `${walk.case}/consents`);
  const { page } = worker;
  await page.locator('main a[href$="/refer"]').first().click();
  // Without a consent the way leads to writing one down.
  const row = page.locator('tr', { hasText: words.service });
  await row.locator('a[href*="/consents/new"]').click();
  await choose(worker, 'granted', 'yes');
  assert.equal((await page.locator('[name=recipient] option:checked').innerText()).trim(), words.counsel);
  await choose(worker, 'purpose', 'service_referral');
  for (const field of ['name_used', 'age', 'safe_contact', 'need']) await setBox(worker, field, true);
  for (const field of ['surname', 'phone', 'birth_date']) await setBox(worker, field, false);
  await page.fill('[name=given_by]', child.name);
  await press(worker, '/consents/new');
  await shows(worker, words.counsel);
  await worker.go(`/${walk.language}${walk.case}/refer`);
  await page.locator('tr', { hasText: words.service }).locator('label').click();
  await press(worker, '/refer/check');
  await hides(worker, child.surname, child.phone);
  await page.fill('[name=field-need]', notes.need);
  await press(worker, '/refer/send');
  await shows(worker, words.service);
}

async function setBox(visitor, value, on) {
  const box = visitor.page.locator(`[name=fields][value="${value}"]`);
  if ((await box.isChecked()) !== on) await choose(visitor, 'fields', value);
}

async function answers(walk) {
  const { child, notes } = walk;
  const service = await walk.opens('jo.voorbeeld', '/service-referrals');
  const { page } = service;
  await page.locator('main tr', { hasText: child.name }).locator('a').first().click();
  walk.loop = new URL(page.url()).pathname.slice(3);
  await shows(service, child.name, notes.need);
  await hides(service, child.surname, child.phone, notes.core, notes.family, notes.police, notes.liaison);
  for (const to of ['accepted', 'started']) {
    await page.locator(`form:has([name=to][value=${to}]) button[type=submit]`).click();
    await page.waitForLoadState();
  }
  const outcome = page.locator('details:has([name=to][value=completed])');
  if ((await outcome.getAttribute('open')) === null) await outcome.locator('summary').click();
  await outcome.locator('[name=reason]').selectOption('need_met');
  await outcome.locator('[name=note]').fill(notes.outcome);
  await outcome.locator('button[type=submit]').click();
  await page.waitForLoadState();
  const worker = await walk.opens('ama.placeholder', walk.loop);
  await shows(worker, notes.outcome);
}

async function withdraws(walk) {
  const { notes, words } = walk;
  const before = await walk.opens('jo.voorbeeld', walk.loop);
  await shows(before, notes.need);
  const worker = await walk.opens('ama.placeholder', `${walk.case}/consents`);
  await worker.page.locator('main a[href$="/withdraw"]').first().click();
  await press(worker, '/withdraw');
  const after = await walk.opens('jo.voorbeeld', walk.loop);
  await hides(after, notes.need);
  await shows(after, words.withheld);
}

async function counts(walk) {
  const { child, words } = walk;
  const statistician = await walk.opens('cleo.muster', '/figures');
  await shows(statistician, words.few);
  await hides(statistician, child.name, child.surname);
  for (const cell of await statistician.page.locator('td.cw-n').allInnerTexts()) {
    assert.doesNotMatch(cell.trim(), /^[1-4]$/, 'a small cell is shown');
  }
}

async function audits(walk) {
  const { words } = walk;
  const auditor = await walk.opens('pat.beispiel', `/ledger?case=${walk.case.slice('/case/'.length)}`);
  const entries = await main(auditor, 'main tbody');
  for (const text of ['Ama Placeholder', 'Dana Specimen', 'Lise Modèle', ...words.did]) assert.ok(entries.includes(text), `the ledger does not tell "${text}"`);
  await hides(auditor, walk.child.name, ...Object.values(walk.notes));
  await walk.opens('pat.beispiel', '/ledger/verify');
  await press(auditor, '/ledger/verify');
  for (let tries = 0; tries < 50 && !(await main(auditor)).includes(words.whole); tries += 1) {
    await auditor.page.waitForTimeout(200);
    await auditor.page.reload();
  }
  await shows(auditor, words.whole);
}
