import { describe, expect, test } from 'vitest';
import { addDays } from '../../../lambda/domain/calendar/plain-date.ts';
import { planMessage } from '../../../lambda/use-cases/plan-message.ts';
import { decideHeldRun, readHeldRun } from '../../../lambda/use-cases/run-decide.ts';
import { resumeOccurrence, stopOccurrence } from '../../../lambda/use-cases/stop-occurrence.ts';
import { aCustomer, aVersion } from '../../support/builders.ts';
import { aGrowingCompany, bornOn, spikeDay } from './a-growing-company.ts';

const spike = { campaign: 'birthday', date: spikeDay };
const nextDay = addDays(spikeDay, 1);
const run = { kind: 'run', campaign: 'birthday', scheduledTime: `${spikeDay}T00:00:00.000Z` } as const;
const say = (decision: 'released' | 'dropped', by = '佐藤') => ({ decision, by, comment: '確かめました' }) as const;

async function aSpike(count = 120) {
  const company = await aGrowingCompany();
  await company.keep(...bornOn(spikeDay, count, 'S'), ...bornOn(nextDay, 4));
  await company.day(spikeDay);
  return company;
}

describe('a run with far more mails than usual', () => {
  test('sends nothing, and asks people once, with the number and what is usual', async () => {
    const company = await aSpike();
    expect(company.mailsSince()).toEqual([]);
    expect(company.countOf('waiting', 'brake')).toBe(120);
    expect(company.held()).toEqual([
      { kind: 'run-held', ...spike, mails: 120, isMore: false, limit: 20, limitFrom: 'usual' },
    ]);
    expect(company.notices.filter((notice) => notice.kind === 'run' && notice.date === spikeDay)).toEqual([]);
  });

  test('stays held however often its message comes, and whatever else has it decided again', async () => {
    const company = await aSpike();
    for (let time = 0; time < 3; time += 1) await planMessage(company.tools, run);
    await planMessage(company.tools, { kind: 'again', rows: company.rows().filter(({ dueOn }) => dueOn === spikeDay) });
    await planMessage(company.tools, { kind: 'release', ...spike });
    await company.work();
    expect(company.mailsSince()).toEqual([]);
    expect(company.countOf('waiting', 'brake')).toBe(120);
    expect(company.held()).toHaveLength(1);
  });

  test('that is released sends each mail once, decided again in full', async () => {
    const company = await aSpike();
    await company.keep(aCustomer('S0315-7', { birthday: `1980-03-15`, email: 's7@example.com', consent: false }));
    expect(await decideHeldRun(company.tools, spike, say('released'))).toMatchObject({
      ...{ kind: 'decided', view: { run: { decision: { by: '佐藤', comment: '確かめました' } } } },
    });
    await company.work();
    await planMessage(company.tools, { kind: 'release', ...spike });
    await planMessage(company.tools, run);
    await company.work();
    expect(company.mailsSince()).toHaveLength(119);
    expect(new Set(company.mailsSince().map(({ to }) => to.address)).size).toBe(119);
    expect(company.rows().find(({ customer }) => customer === 'S0315-7')).toMatchObject({ reason: 'no-consent' });
    expect(company.held()).toHaveLength(1);
    await company.day(nextDay);
    expect(company.mailsSince()).toHaveLength(123);
  });

  test('that is dropped never leaves, and the next day’s usual run does', async () => {
    const company = await aSpike();
    await decideHeldRun(company.tools, spike, say('dropped'));
    await company.work();
    expect(company.countOf('cancelled', 'dropped-by-person')).toBe(120);
    await planMessage(company.tools, run);
    await company.work();
    for (const day of [nextDay, addDays(nextDay, 1), addDays(nextDay, 4)]) await company.day(day);
    expect(company.mailsSince().map(({ to }) => to.address)).toEqual([0, 1, 2, 3].map((n) => `u0316-${n}@example.com`));
    expect(company.countOf('cancelled', 'dropped-by-person')).toBe(120);
  });

  test('is decided by who is first; others see who that was', async () => {
    const company = await aSpike();
    await decideHeldRun(company.tools, spike, say('dropped', '最初の人'));
    expect(await decideHeldRun(company.tools, spike, say('released', '次の人'))).toMatchObject({
      ...{ kind: 'already', view: { run: { decision: { decision: 'dropped', by: '最初の人' } } } },
    });
    await company.work();
    expect(company.mailsSince()).toEqual([]);
  });

  test('expires when nobody decides, and a later word comes too late', async () => {
    const company = await aSpike(30);
    company.moveTo(`${addDays(spikeDay, 4)}T00:10:00+09:00`);
    await company.sweep();
    await company.work();
    expect(company.countOf('expired', 'brake')).toBe(30);
    expect(await decideHeldRun(company.tools, spike, say('released'))).toMatchObject({ kind: 'over' });
    await company.work();
    expect(company.mailsSince().filter(({ to }) => to.address.startsWith('s'))).toEqual([]);
  });

  test('waits on when its mails have come to be valid for longer', async () => {
    const company = await aSpike(30);
    await company.goLive(aVersion({ validFor: { years: 0, months: 0, weeks: 0, days: 10 } }, { version: 'v2' }));
    company.moveTo(`${addDays(spikeDay, 4)}T00:10:00+09:00`);
    for (let time = 0; time < 2; time += 1) {
      await company.sweep();
      await company.work();
    }
    expect(company.countOf('waiting', 'brake')).toBe(30);
    expect(company.mailsSince().filter(({ to }) => to.address.startsWith('s'))).toEqual([]);
  });

  test('lets no mail slip past by being stopped and taken back', async () => {
    const company = await aSpike(30);
    const own = { customer: 'S0315-3', record: 'customer/S0315-3', path: {}, offset: '' };
    const dates = { nominal: spikeDay, dueOn: spikeDay, untilMs: Date.parse('2027-03-19T00:00:00Z') };
    const claims = { purpose: 'stop', campaign: 'birthday', ...own, ...dates } as const;
    const stand = () => company.rows().find(({ customer }) => customer === own.customer);
    await stopOccurrence(company.tools, claims);
    await resumeOccurrence(company.tools, claims);
    await company.work();
    expect(stand()).toMatchObject({ state: 'waiting', reason: 'brake' });
    await stopOccurrence(company.tools, claims);
    await decideHeldRun(company.tools, spike, say('dropped'));
    await company.work();
    await resumeOccurrence(company.tools, claims);
    await company.work();
    expect(stand()).toMatchObject({ state: 'cancelled', reason: 'dropped-by-person' });
    expect(company.mailsSince()).toEqual([]);
  });

  test('does not stop what was asked a person one by one', async () => {
    const company = await aGrowingCompany({ approval: 'always' });
    await company.keep(...bornOn(spikeDay, 60, 'S'));
    await company.day(spikeDay);
    const asked = company.rows().filter(({ state, dueOn }) => state === 'awaiting-approval' && dueOn === spikeDay);
    expect(asked).toHaveLength(60);
    expect(company.held()).toEqual([]);
  });

  test('carries out a decision whose message was lost with the next day’s run', async () => {
    const company = await aSpike(30);
    await decideHeldRun(company.tools, spike, say('released'));
    company.planned.length = 0;
    await company.day(nextDay);
    expect(company.mailsSince()).toHaveLength(34);
  });
});

describe('what people see of a held run', () => {
  test('is its number, what is usual, the last runs’ numbers and some of the customers', async () => {
    const company = await aSpike();
    const view = await readHeldRun(company.tools, spike);
    expect(view).toMatchObject({ mails: 120, held: { limit: 20 }, campaign: { name: '誕生日' } });
    expect(view?.lastRuns.map(({ date, counts }) => [date, counts.planned])).toEqual(
      [14, 13, 12, 11, 10, '09', '08'].map((day) => [`2027-03-${day}`, 4]),
    );
    expect(view?.customers).toHaveLength(5);
    expect(view?.customers[0]?.customer?.fields).toMatchObject({ name: '山田 花子' });
    expect(await readHeldRun(company.tools, { campaign: 'birthday', date: nextDay })).toBeUndefined();
  });
});

describe('a held run is no example of what is usual', () => {
  test('unless it was released', async () => {
    for (const [decision, mails] of [
      ['dropped', 0],
      ['released', 150],
    ] as const) {
      const company = await aSpike(40);
      await decideHeldRun(company.tools, spike, say(decision));
      await company.work();
      await company.keep(...bornOn('2027-03-17', 150, 'T'));
      await company.day('2027-03-17');
      expect(company.mailsSince().filter(({ to }) => to.address.startsWith('t'))).toHaveLength(mails);
    }
  });
});
