import { describe, expect, test } from 'vitest';
import type { Campaign, DatePath } from '../../lambda/domain/campaign/campaign.ts';
import { takeOverMessages } from '../../lambda/use-cases/messages.ts';
import { planMessage } from '../../lambda/use-cases/plan-message.ts';
import { aCustomer, aRecord, aVersion, onBirthday } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0 };
const column = { lastSentColumn: 'lastSent.birthday' } as const;

const contractPath: DatePath = {
  ...{ base: 'contract', hops: [], holder: 'contract', field: 'endDate' },
  reach: { kind: 'reference', field: 'customer' },
};

const purchaseAnniversary: Partial<Campaign> = {
  ...{ id: 'anniversary', identity: 'anniversary', lastSentColumn: 'lastSent.purchase' },
  trigger: {
    ...onBirthday,
    path: {
      ...{ base: 'purchase', hops: [], holder: 'purchase', field: 'date' },
      reach: { kind: 'reference', field: 'customer' },
    },
  },
};

function contractBefore(...months: readonly number[]): Partial<Campaign> {
  const offsets = months.map(
    (each) => ({ direction: 'before', duration: { ...none, months: each }, iso: `P${each}M` }) as const,
  );
  const trigger = { kind: 'date', path: contractPath, rule: { kind: 'dated', offsets } } as const;
  return { id: 'renewal', identity: 'renewal', lastSentColumn: '最終メール送信日(契約)', trigger };
}

/** A world in which a campaign has run until yesterday, 13 March. */
async function aRunningWorld(changes: Partial<Campaign> = column) {
  const world = aWorld({ now: '2027-03-14T09:00:00+09:00' });
  const version = aVersion(changes);
  await world.goLive(version);
  await world.tools.campaigns.advanceWatermark(version.campaign.id, '2027-03-13');
  const takeOver = async (...customers: readonly string[]) => {
    for (const message of takeOverMessages(customers)) await planMessage(world.tools, message);
  };
  const seen = () =>
    world
      .rows()
      .map(({ customer, date, dueOn, offset, state, reason }) =>
        [customer, date, dueOn, offset, state, reason].filter((each) => each !== '').join(' '),
      );
  return { ...world, takeOver, seen };
}

describe('what an earlier system sent', () => {
  test('is in the log at once, as sent on its day, without a message and without telling anybody', async () => {
    const world = await aRunningWorld();
    await world.keep(aCustomer('C1', { birthday: '2000-03-12', 'lastSent.birthday': '2027-03-11' }));
    await world.takeOver('C1');
    expect(world.rows()).toEqual([
      expect.objectContaining({
        ...{ key: 'birthday#customer/C1#2027#', state: 'sent', reason: 'taken-over', messageId: '', attempt: 0 },
        ...{ at: '2027-03-11T03:00:00.000Z', sentAt: '2027-03-11T03:00:00.000Z', date: '2027-03-12' },
      }),
    ]);
    expect(world.notices).toEqual([]);
    expect(world.offered).toEqual([]);
  });

  test('and is yet to come is left to its run, which says that it was sent; the next year is mailed', async () => {
    const world = await aRunningWorld();
    await world.keep(
      aCustomer('C1', { birthday: '2000-03-14', 'lastSent.birthday': '2027-03-13' }),
      aCustomer('C2', { birthday: '2000-03-14', 'lastSent.birthday': '2026-03-14' }),
    );
    await world.takeOver('C1', 'C2');
    expect(world.seen()).toEqual(['C2 2026-03-14 2026-03-14 sent taken-over']);
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    expect(world.mails.map(({ to }) => to.address)).toEqual(['hanako@example.com']);
    expect(world.seen()).toContain('C1 2027-03-14 2027-03-14 skipped already-sent');
    world.moveTo('2028-03-14T09:00:00+09:00');
    await world.run('birthday', '2028-03-14');
    expect(world.seen()).toContain('C1 2028-03-14 2028-03-14 planned');
  });

  test('stays sent when the next list comes without the column', async () => {
    const world = await aRunningWorld();
    const birthday = '2000-03-14';
    await world.keep(aCustomer('C1', { birthday, 送信済: '2027-03-13' }));
    await world.goLive(aVersion({ lastSentColumn: '送信済' }, { version: 'v2' }));
    await world.run('birthday', '2027-03-14');
    // The birthday is corrected to a later day, and the column is gone.
    await world.keep(aCustomer('C1', { birthday: '2000-03-15', 送信済: undefined }));
    await world.run('birthday', '2027-03-15');
    await world.sendAll();
    expect(world.seen()).toEqual(['C1 2027-03-14 2027-03-14 skipped already-sent']);
    expect(world.mails).toEqual([]);
  });

  test('is taken over once, and rows that exist stay', async () => {
    const world = await aRunningWorld();
    await world.keep(aCustomer('C1', { birthday: '2000-03-14' }));
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    await world.keep(aCustomer('C1', { birthday: '2000-03-14', 'lastSent.birthday': '2027-03-14' }));
    const rows = world.rows();
    await world.takeOver('C1');
    await world.takeOver('C1');
    expect(world.rows()).toEqual(rows);
    expect(rows[0]?.messageId).toBe('m1');
  });

  test('stands for every purchase whose anniversary it was near to', async () => {
    const world = await aRunningWorld(purchaseAnniversary);
    await world.keep(
      aCustomer('C1', { 'lastSent.purchase': '2027-03-10' }),
      aRecord('purchase', 'P1', { customer: 'C1', date: '2020-03-10' }),
      aRecord('purchase', 'P2', { customer: 'C1', date: '2021-10-01' }),
      aRecord('purchase', 'P3', { customer: 'C2', date: '2021-03-10' }),
      aRecord('purchase', 'P4', { customer: 'C1', date: '2021-05-01' }),
    );
    await world.takeOver('C1');
    expect(world.rows().map(({ record, date }) => [record, date])).toEqual([
      ['purchase/P1', '2027-03-10'],
      ['purchase/P2', '2026-10-01'],
    ]);
  });

  test('stands for every reminder that was due by then, and for none to come', async () => {
    const world = await aRunningWorld(contractBefore(3, 1));
    await world.keep(
      aCustomer('C1', { '最終メール送信日(契約)': '2027/03/02' }),
      aRecord('contract', 'K1', { customer: 'C1', endDate: '2027-05-31' }),
      aRecord('contract', 'K2', { customer: 'C1', endDate: '2020-05-31' }),
    );
    await world.takeOver('C1');
    expect(world.rows().map(({ record, dueOn, offset }) => [record, dueOn, offset])).toEqual([
      ['contract/K1', '2027-02-28', 'P3M'],
    ]);
  });

  test('by a campaign that mails everybody once a month stands for that month', async () => {
    const world = await aRunningWorld({ ...column, trigger: { kind: 'monthly', day: 1 } });
    await world.keep(aCustomer('C1', { 'lastSent.birthday': '2027-03-02' }));
    await world.takeOver('C1');
    expect(world.rows().map(({ key, dueOn }) => [key, dueOn])).toEqual([
      ['birthday#customer/C1#2027-03#', '2027-03-01'],
    ]);
  });

  test('counts for a campaign that leaves people alone after a mail', async () => {
    const world = await aRunningWorld({ ...contractBefore(3, 1), notAgainWithin: { ...none, weeks: 2 } });
    await world.keep(
      aCustomer('C1', { '最終メール送信日(契約)': '2027-03-02' }),
      aRecord('contract', 'K1', { customer: 'C1', endDate: '2027-06-14' }),
    );
    await world.run('renewal', '2027-03-14');
    expect(world.seen()).toEqual(['C1 2027-06-14 2027-03-14 P3M skipped recently-sent']);
  });

  test('while a date was near is not sent again on the days that follow', async () => {
    const rule = { kind: 'within', within: { ...none, months: 3 } } as const;
    const trigger = { kind: 'date', path: contractPath, rule } as const;
    const world = await aRunningWorld({ ...column, trigger });
    await world.keep(
      aCustomer('C1', { 'lastSent.birthday': '2027-03-10' }),
      aCustomer('C2', { 'lastSent.birthday': '2026-03-10' }),
      aRecord('contract', 'K1', { customer: 'C1', endDate: '2027-06-01' }),
      aRecord('contract', 'K2', { customer: 'C2', endDate: '2027-06-01' }),
    );
    await world.run('birthday', '2027-03-14');
    expect(world.seen()).toEqual(['C1 2027-06-01 2027-03-14 skipped already-sent', 'C2 2027-06-01 2027-03-14 planned']);
  });

  test.each([
    ['in the future', { 'lastSent.birthday': '9999-12-31' }, []],
    ['before anything that is kept', { 'lastSent.birthday': '2024-03-12' }, []],
    ['on no day', { 'lastSent.birthday': '不明' }, []],
  ])('%s is no mail', async (_when, fields, rows) => {
    const world = await aRunningWorld();
    await world.keep(aCustomer('C1', { birthday: '2000-03-12', ...fields }));
    await world.takeOver('C1');
    expect(world.seen()).toEqual(rows);
  });

  test('is taken over for everybody when a campaign begins to look at the column, in pages that go on', async () => {
    const world = await aRunningWorld();
    const ids = Array.from({ length: 1_200 }, (_, index) => `C${index}`);
    await world.keep(...ids.map((id) => aCustomer(id, { birthday: '2000-03-12', 'lastSent.birthday': '2027-03-12' })));
    const customers = {
      ...world.tools.customers,
      find: async (_query: unknown, from = '0') => {
        const next = Number(from) + 500;
        return { items: ids.slice(Number(from), next), ...(next < ids.length && { cursor: String(next) }) };
      },
    };
    let messages = 0;
    world.planned.push({ kind: 'take-over', campaigns: ['birthday'] });
    for (let message = world.planned.shift(); message !== undefined; message = world.planned.shift()) {
      messages += 1;
      await planMessage({ ...world.tools, customers, hasTime: () => false }, message);
    }
    expect(messages).toBe(3);
    expect(new Set(world.rows().map(({ customer }) => customer)).size).toBe(ids.length);
  });

  test('is nobody’s business while no campaign looks at it', async () => {
    const world = await aRunningWorld({});
    await world.keep(aCustomer('C1', { birthday: '2000-03-12', 'lastSent.birthday': '2027-03-12' }));
    await world.takeOver('C1');
    expect(world.rows()).toEqual([]);
  });
});
