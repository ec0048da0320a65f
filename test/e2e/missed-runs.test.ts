import { rmSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { synthesize } from '../../local/run/synthesize.ts';
import { closeSound } from './close-sound.ts';
import { aCampaignFile, aCustomerRow, anImportFile, customersCsv, mailOf, openCloudOn } from './small-company.ts';
import { withhold } from './withhold.ts';

const timeout = 120_000;
// A Tuesday: no weekly card, no holiday.
const firstDay = '2027-03-16';
const customers = anImportFile(
  'customers.csv',
  customersCsv([
    aCustomerRow('C16', { birthday: '2000-03-16' }),
    aCustomerRow('C17', { birthday: '2000-03-17' }),
    aCustomerRow('C18', { birthday: '2000-03-18' }),
    aCustomerRow('C19', { birthday: '2000-03-19' }),
  ]),
);
const birthday = aCampaignFile('birthday', ['trigger: { every: year, on: customer.birthday }', 'validFor: P1D']);
const letter = aCampaignFile('letter', ['trigger: { every: month, day: 25 }']);

/** The company, and time that passes for it. */
async function aCompany(cloud: LocalCloud) {
  await loadFiles(cloud, [customers], [birthday, letter], () => {});
  return {
    /** Lets time pass, with a sweep at its end unless it is down. Campaigns' schedules fire on the last day at most. */
    async passTo(day: string, time: string, options: { readonly fires?: boolean; readonly sweeps?: boolean } = {}) {
      await cloud.runUntil(instantOf(day, time, 'Asia/Tokyo'), ({ schedule, scheduledAtMs }) => {
        if (schedule.expression.startsWith('rate(')) return options.sweeps ?? true;
        const input: unknown = JSON.parse(schedule.target.Input ?? '{}');
        const isDaily = typeof input === 'object' && input !== null && 'campaign' in input;
        return !isDaily || (options.fires === true && scheduledAtMs >= instantOf(day, '00:00', 'Asia/Tokyo'));
      });
    },
    /** Titles of cards that hold the words. */
    cards: (words: string) =>
      cloud.teams.accepted().filter(({ payload }) => JSON.stringify(payload).includes(words)).length,
    /** How often sweep has logged the event. */
    logged: (event: string) =>
      cloud.logs().filter(({ text }) => text.includes(`"level":"ERROR"`) && text.includes(`"event":"${event}"`)).length,
    mailed: () => cloud.mails().flatMap(({ destinations }) => destinations),
    states: async () =>
      (await readSendLog(cloud)).map(({ customer, state, reason }) => `${customer} ${state} ${reason}`.trim()).sort(),
  };
}

describe('a schedule that does not fire', () => {
  let cloud: LocalCloud | undefined;
  afterEach(async () => {
    const opened = cloud;
    cloud = undefined;
    await closeSound(opened);
  });

  test('is made up for by sweep within the hour, each day, and people are told once of each', { timeout }, async () => {
    cloud = await openCloudOn(firstDay);
    const company = await aCompany(cloud);
    await company.passTo(firstDay, '09:25');
    expect(company.mailed()).toEqual([]);
    expect(company.cards('予定の時刻に始まりませんでした')).toBe(0);
    await company.passTo(firstDay, '09:35');
    expect(company.mailed()).toEqual([mailOf('C16')]);
    expect(company.cards('予定の時刻に始まりませんでした')).toBe(2);
    await company.passTo('2027-03-17', '09:35');
    expect(company.mailed()).toEqual([mailOf('C16'), mailOf('C17')]);
    expect(company.cards('予定の時刻に始まりませんでした')).toBe(4);
    await company.passTo('2027-03-18', '10:00', { fires: true });
    expect(company.mailed()).toEqual(['C16', 'C17', 'C18'].map(mailOf));
    expect(company.cards('予定の時刻に始まりませんでした')).toBe(4);
  });

  test('and a sweep that is down, too: the next run mails what is still valid, and tells what is not', {
    timeout,
  }, async () => {
    cloud = await openCloudOn(firstDay);
    const company = await aCompany(cloud);
    await company.passTo(firstDay, '10:00', { fires: true });
    expect(company.mailed()).toEqual([mailOf('C16')]);
    // Two days and part of a night in which nothing runs at all.
    await company.passTo('2027-03-19', '00:30', { sweeps: false });
    await company.passTo('2027-03-19', '10:00', { fires: true });
    expect(company.mailed()).toEqual(['C16', 'C18', 'C19'].map(mailOf));
    expect(await company.states()).toEqual(['C16 delivered', 'C17 expired late', 'C18 delivered', 'C19 delivered']);
    expect(company.cards('期限までに送れませんでした')).toBe(1);
    expect(company.cards('予定の時刻に始まりませんでした')).toBe(0);
  });
});

test('while planning is broken every sweep says so from half an hour on, people are told once, and nothing is lost', {
  timeout,
}, async () => {
  const grant = { job: 'Plan', action: 'dynamodb:PutItem', resource: 'Campaigns' };
  const outdir = withhold(await synthesize(local), grant);
  const cloud = await openCloudOn(firstDay, { outdir });
  try {
    const company = await aCompany(cloud);
    await company.passTo(firstDay, '09:25', { fires: true });
    expect(company.logged('run-missed')).toBe(0);
    await company.passTo(firstDay, '09:35', { fires: true });
    expect(company.logged('run-missed')).toBeGreaterThan(0);
    const before = company.logged('run-missed');
    await company.passTo(firstDay, '09:45', { fires: true });
    await company.passTo(firstDay, '11:00', { fires: true });
    expect(company.logged('run-missed')).toBeGreaterThanOrEqual(before + 4);
    expect(company.cards('予定の時刻に始まりませんでした')).toBe(2);
    expect(company.mailed()).toEqual([]);
    const denied = cloud.failures().filter(({ kind }) => kind === 'denied');
    expect(new Set(denied.map(({ action }) => action))).toEqual(new Set([grant.action]));
  } finally {
    await cloud.close();
    rmSync(outdir, { recursive: true });
  }
});
