import { describe, expect, test, vi } from 'vitest';
import { addDays } from '../../../lambda/domain/calendar/plain-date.ts';
import type { StageConfig } from '../../../lambda/domain/stage-config.ts';
import { parsePlanMessage } from '../../../lambda/use-cases/message-schemas.ts';
import { planMessage } from '../../../lambda/use-cases/plan-message.ts';
import { aCustomer, aRecord, aVersion, ownDate } from '../../support/builders.ts';
import { aWorld } from '../../support/world.ts';
import { aGrowingCompany, bornOn, smallBrake, spikeDay } from './a-growing-company.ts';

const newYear = { kind: 'run', campaign: 'birthday', scheduledTime: '2027-01-01T00:00:00.000Z' } as const;

/** A world whose customers all have their birthday on 1 January; pages of the index hold 1,000. */
async function aNewYear(count: number, stage: Partial<StageConfig> = {}) {
  const world = aWorld({ now: '2027-01-01T09:00:00+09:00', stage });
  const people = Array.from({ length: count }, (_, n) => aCustomer(`C${n}`, { birthday: '1900-01-01' }));
  await world.keep(...people);
  await world.goLive(aVersion());
  const find = vi.fn(world.tools.customers.find);
  const getMany = vi.fn(world.tools.customers.getMany);
  const paged: typeof find = vi.fn(async (query, cursor = '0') => {
    const { items } = await find(query);
    const from = Number(cursor);
    const next = from + 1_000;
    return { items: items.slice(from, next), ...(next < items.length && { cursor: String(next) }) };
  });
  Object.assign(world.tools.customers, { find: paged, getMany });
  const recordsRead = () => getMany.mock.calls.reduce((sum, [refs]) => sum + refs.length, 0);
  return { ...world, paged, recordsRead };
}

describe('the first run of a campaign', () => {
  test('of 5,000 mails leaves, and no record is read twice for it', async () => {
    const world = await aNewYear(5_000);
    await planMessage(world.tools, newYear);
    expect(world.offered).toHaveLength(5_000);
    expect(world.paged).toHaveBeenCalledTimes(5 + 5);
    expect(world.notices.filter(({ kind }) => kind === 'run-held')).toEqual([]);
  });

  test('of 50,000 people born on 1 January waits, and finding that out reads little more than the limit', async () => {
    const world = await aNewYear(50_000);
    const openRun = world.tools.campaigns.holdRun;
    let readWhenHeld = { pages: 0, records: 0 };
    world.tools.campaigns.holdRun = (...args) => {
      if (readWhenHeld.pages === 0)
        readWhenHeld = { pages: world.paged.mock.calls.length, records: world.recordsRead() };
      return openRun(...args);
    };
    await planMessage(world.tools, newYear);
    expect(world.offered).toEqual([]);
    expect(readWhenHeld.pages).toBe(11 + 11);
    // The holder of the date, and the customer again to be judged.
    expect(readWhenHeld.records).toBeLessThanOrEqual(2 * 11_000);
    const limit = { limit: 10_000, limitFrom: 'first-run' };
    expect(world.notices).toEqual([
      { kind: 'run-held', campaign: 'birthday', date: '2027-01-01', mails: 50_000, isMore: false, ...limit },
    ]);
  }, 60_000);
});

describe('counting', () => {
  test('goes on in another invocation when time runs short, and then comes to the same', async () => {
    for (const [count, isHeld] of [
      [1_501, true],
      [1_499, false],
    ] as const) {
      const world = await aNewYear(count, { brake: { ...smallBrake, firstRun: 1_500 } });
      const refused = bornOn('2027-01-01', 700, 'N').map((each) => ({
        ...each,
        fields: { ...each.fields, consent: false },
      }));
      await world.keep(...refused);
      let asked = 0;
      Object.assign(world.tools, { hasTime: () => ++asked > 1 });
      await planMessage(world.tools, newYear);
      expect(world.planned).toMatchObject([{ kind: 'continue', counted: expect.any(Number) }]);
      expect(world.rows()).toEqual([]);
      expect(parsePlanMessage(JSON.parse(JSON.stringify(world.planned[0])))).toEqual(world.planned[0]);
      await world.planAll();
      expect(world.notices.filter(({ kind }) => kind === 'run-held')).toHaveLength(isHeld ? 1 : 0);
      expect(world.offered).toHaveLength(isHeld ? 0 : count);
    }
  }, 60_000);

  test('leaves out whom the gates refuse', async () => {
    const company = await aGrowingCompany();
    const refused = bornOn(spikeDay, 100, 'N').map((each) => ({ ...each, fields: { ...each.fields, consent: false } }));
    await company.keep(...refused, ...bornOn(spikeDay, 20, 'S'));
    await company.day(spikeDay);
    expect(company.mailsSince()).toHaveLength(20);
  });

  test('takes a run that makes up for missed days for as many usual days', async () => {
    const company = await aGrowingCompany();
    for (const day of [0, 1, 2]) await company.keep(...bornOn(addDays(spikeDay, day), 15, 'S'));
    await company.day(addDays(spikeDay, 2));
    expect(company.mailsSince()).toHaveLength(45);
    expect(company.held()).toEqual([]);
  });

  test('does not take days for it whose mails are too old to leave', async () => {
    const company = await aGrowingCompany();
    await company.keep(...bornOn(addDays(spikeDay, 20), 100, 'S'));
    await company.day(addDays(spikeDay, 20));
    expect(company.held()).toMatchObject([{ mails: 100, limit: 4 * 20 }]);
  });

  test('takes a mail that stays due day after day once: who has had it is not counted again', async () => {
    const path = ownDate('contractEnd');
    const within = { years: 0, months: 3, weeks: 0, days: 0 };
    const world = aWorld({ stage: { brake: { ...smallBrake, firstRun: 20 } } });
    await world.goLive(aVersion({ trigger: { kind: 'date', path, rule: { kind: 'within', within } } }));
    for (let day = 0; day < 4; day += 1) {
      const ends = Array.from({ length: 15 }, (_, n) => aCustomer(`C${day}-${n}`, { contractEnd: '2027-06-01' }));
      await world.keep(...ends);
      world.moveTo(`${addDays('2027-03-14', day)}T09:00:00+09:00`);
      await world.run('birthday', addDays('2027-03-14', day));
      await world.sendAll();
    }
    expect(world.mails).toHaveLength(60);
    await world.keep(...Array.from({ length: 30 }, (_, n) => aCustomer(`D${n}`, { contractEnd: '2027-06-01' })));
    for (const day of ['2027-03-18', '2027-03-19']) {
      world.moveTo(`${day}T09:00:00+09:00`);
      await world.run('birthday', day);
      await world.sendAll();
    }
    expect(world.notices.filter(({ kind }) => kind === 'run-held')).toMatchObject([{ date: '2027-03-18', mails: 30 }]);
    expect(world.mails).toHaveLength(60);
  });
});

describe('a run that stopped halfway', () => {
  test('asks people all the same, with the right number, and sends nothing', async () => {
    for (const failing of ['holdRun', 'addRunCounts', 'advanceWatermark', 'markRun'] as const) {
      const company = await aGrowingCompany();
      await company.keep(...bornOn(spikeDay, 60, 'S'));
      const { campaigns } = company.tools;
      const own = campaigns[failing];
      const fail = vi.fn(async () => {
        Object.assign(campaigns, { [failing]: own });
        throw new Error('gone');
      });
      Object.assign(campaigns, { [failing]: fail });
      await expect(company.run('birthday', spikeDay)).rejects.toThrow('gone');
      await company.day(spikeDay);
      await company.day(addDays(spikeDay, 1));
      expect(company.mailsSince()).toEqual([]);
      const [first, ...more] = company.held();
      expect(first).toMatchObject({ mails: 60, isMore: false });
      expect(more.length).toBe(failing === 'markRun' ? 1 : 0);
    }
  });

  test('stays held when its message comes again, though there are fewer by then', async () => {
    const company = await aGrowingCompany();
    await company.keep(...bornOn(spikeDay, 60, 'S'));
    const { insert } = company.tools.sendLog;
    company.tools.sendLog.insert = async () => {
      throw new Error('gone');
    };
    await expect(company.run('birthday', spikeDay)).rejects.toThrow('gone');
    company.tools.sendLog.insert = insert;
    await company.keep(
      ...bornOn(spikeDay, 50, 'S').map((each) => ({ ...each, fields: { ...each.fields, birthday: '1980-07-07' } })),
    );
    await company.day(spikeDay);
    expect(company.mailsSince()).toEqual([]);
    expect(company.held()).toMatchObject([{ mails: 10, limit: 20 }]);
  });

  test('and is made up for by the next day’s run is held with it', async () => {
    const company = await aGrowingCompany();
    await company.keep(...bornOn(spikeDay, 60, 'S'), ...bornOn(addDays(spikeDay, 1), 4));
    const { sendLog } = company.tools;
    const { insert } = sendLog;
    let written = 0;
    sendLog.insert = async (...args) => {
      written += 1;
      if (written > 45) throw new Error('gone');
      return insert(...args);
    };
    await expect(company.run('birthday', spikeDay)).rejects.toThrow('gone');
    sendLog.insert = insert;
    await company.day(addDays(spikeDay, 1));
    expect(company.mailsSince()).toEqual([]);
    expect(company.held()).toMatchObject([{ date: addDays(spikeDay, 1), mails: 64 }]);
  });
});

describe('an event campaign’s day', () => {
  const date = '2027-03-14';
  async function aDownload(count: number, expected?: number) {
    const world = aWorld({
      now: `${date}T09:00:00+09:00`,
      stage: { brake: { ...smallBrake, floor: 3, firstRun: 10 } },
    });
    const ids = Array.from({ length: count }, (_, n) => `E${n}`);
    await world.keep(
      ...ids.map((id) => aCustomer(id, { birthday: undefined })),
      ...ids.map((id) =>
        aRecord('event', id, { name: 'download', customer: id, at: `${date}T08:00:00+09:00`, data: '{}' }),
      ),
    );
    const own = { id: 'follow-up', identity: 'follow-up', trigger: { kind: 'event', event: 'download' } } as const;
    await world.goLive(aVersion({ ...own, ...(expected !== undefined && { expect: expected }) }));
    const happen = async (isRepeat = false) => {
      for (const event of ids)
        await planMessage({ ...world.tools, isRepeat }, { kind: 'event', campaign: 'follow-up', event });
      await world.planAll();
      await world.sendAll();
    };
    return { ...world, happen };
  }

  test.each([
    [undefined, 10],
    [2, 2],
  ] as const)('with expect %s lets %i mails go, holds the rest and asks once', async (expected, mails) => {
    const world = await aDownload(14, expected);
    await world.happen();
    await world.happen(true);
    expect(world.mails).toHaveLength(mails);
    const held = world.notices.filter(({ kind }) => kind === 'run-held');
    expect(held).toMatchObject([{ campaign: 'follow-up', date, mails: mails + 1, isMore: true, limit: mails }]);
    expect(world.rows().filter(({ reason }) => reason === 'brake')).toHaveLength(14 - mails);
  });

  test.each([
    ['released', 14],
    ['dropped', 10],
  ] as const)('that is %s comes to %i mails, later events of the day included', async (decision, mails) => {
    const world = await aDownload(14);
    const { campaigns } = world.tools;
    const events = [...Array(12).keys()].map((n) => `E${n}`);
    for (const event of events) await planMessage(world.tools, { kind: 'event', campaign: 'follow-up', event });
    await campaigns.decideRun('follow-up', date, { decision, by: '佐藤', comment: '', at: '2027-03-14T01:00:00Z' });
    await planMessage(world.tools, { kind: 'release', campaign: 'follow-up', date });
    await world.happen();
    expect(world.mails).toHaveLength(mails);
    expect(world.rows().filter(({ state }) => state === 'waiting')).toEqual([]);
  });

  test('asks people also when whoever was to ask was stopped', async () => {
    const world = await aDownload(11);
    const { notify } = world.tools.queues;
    world.tools.queues.notify = async (notices) => {
      if (notices.some(({ kind }) => kind === 'run-held')) throw new Error('gone');
      return notify(notices);
    };
    await expect(world.happen()).rejects.toThrow('gone');
    world.tools.queues.notify = notify;
    await world.happen(true);
    await world.happen(true);
    expect(world.notices.filter(({ kind }) => kind === 'run-held')).toHaveLength(1);
  });
});
