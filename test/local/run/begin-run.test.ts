import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { beginRun } from '../../../local/run/begin-run.ts';
import { eveOfDayMs } from '../../../local/run/day-bounds.ts';
import { openReports } from '../../../local/run/kept-reports.ts';
import { anImportFile } from '../../e2e/small-company.ts';

const zones = ['Asia/Tokyo'];
const days = { from: '2027-03-14', until: '2027-03-15' };
const eveMs = eveOfDayMs(days.from, zones);
const at = (text: string) => Date.parse(`${text}+09:00`);

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'begin-run-'));
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

const aRun = (changes: object = {}) => ({
  ...{ days, zones, stateDir, data: [anImportFile('customers.csv', 'id\n1\n')], templates: [] },
  ...changes,
});
const stoppedAt = (text: string) =>
  writeFileSync(
    join(stateDir, 'cloud.json'),
    JSON.stringify({ clockMs: at(text), ses: [], teams: { posts: [] }, scheduler: { groups: [], schedules: [] } }),
  );
const everything = {
  mails: 3,
  cards: 1,
  errorFiles: new Set(['import-errors/a.csv']),
  rows: new Map([['C1#k', 'sent']]),
};

test('a run begins at the eve of its first day', async () => {
  expect((await beginRun(aRun())).startMs).toBe(eveMs);
});

test('a run that was killed goes on where it stopped, and has reported nothing', async () => {
  await beginRun(aRun());
  stoppedAt('2027-03-15T09:00:10');
  const again = await beginRun(aRun());
  expect(again.startMs).toBe(at('2027-03-15T09:00:10'));
  expect(again.reports.reported.mails).toBe(0);
});

test.each([
  ['other days', { days: { from: '2027-03-14', until: '2027-03-16' } }],
  ['another file', { data: [anImportFile('customers.csv', 'id\n2\n')] }],
  ['another campaign', { templates: [{ key: 'campaigns/a.hbs', text: '' }] }],
])('with %s it is another run, which begins at its eve', async (_, changes) => {
  await beginRun(aRun());
  stoppedAt('2027-03-14T09:00:10');
  expect((await beginRun(aRun(changes))).startMs).toBe(eveMs);
});

test('a run after one that completed begins at its eve, in another second for files to come again in, and reports only what is new', async () => {
  const { reports } = await beginRun(aRun());
  reports.complete(everything);
  stoppedAt('2027-03-15T23:59:59');
  const next = await beginRun(aRun());
  expect(next.startMs).toBe(eveMs + 1_000);
  expect(next.reports.reported).toEqual(everything);
});

test('a clock that stopped beyond the days is put back', async () => {
  await beginRun(aRun());
  stoppedAt('2027-03-20T09:00:00');
  expect((await beginRun(aRun())).startMs).toBe(eveMs);
});

test('without a folder nothing is kept', async () => {
  const { stateDir: _, ...withoutFolder } = aRun();
  const { reports } = await beginRun(withoutFolder);
  reports.complete(everything);
  expect(openReports(undefined).reported.mails).toBe(0);
});
