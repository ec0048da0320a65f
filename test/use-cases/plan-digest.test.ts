import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { Trigger } from '../../lambda/domain/campaign/campaign.ts';
import type { DigestNotice } from '../../lambda/domain/digest/collect-digest.ts';
import type { NewRecord } from '../../lambda/domain/records/record.ts';
import type { SendState } from '../../lambda/domain/send-log/send-state.ts';
import { planMessage } from '../../lambda/use-cases/plan-message.ts';
import { stopOccurrence } from '../../lambda/use-cases/stop-occurrence.ts';
import { aCustomer, aRecord, aVersion, onBirthday, ownDate } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0 };
const morning = '2027-03-14T08:30:00+09:00';

/** Lets the digest's schedule fire at the world's present instant, and answers what owners are told. */
async function digestOf(world: ReturnType<typeof aWorld>, scheduledTime = morning): Promise<readonly DigestNotice[]> {
  const before = world.notices.length;
  await planMessage(world.tools, { kind: 'digest', scheduledTime: new Date(scheduledTime).toISOString() });
  return world.notices.slice(before).flatMap((notice) => (notice.kind === 'digest' ? [notice] : []));
}

/** `dueOn customer decision reason` of every entry, as listed. */
function linesOf(notices: readonly DigestNotice[]): readonly string[] {
  return notices.flatMap(({ entries }) =>
    entries.map(({ dueOn, customer, decision, reason }) => `${dueOn} ${customer} ${decision} ${reason}`.trim()),
  );
}

describe('the morning digest', () => {
  test('lists who is due today and tomorrow, and nobody of another day', async () => {
    const world = aWorld({ now: morning });
    await world.keep(...['13', '14', '15', '16'].map((day) => aCustomer(`C${day}`, { birthday: `2000-03-${day}` })));
    await world.goLive(aVersion());
    const [notice, ...others] = await digestOf(world);
    expect(others).toEqual([]);
    expect(notice).toMatchObject({ date: '2027-03-14', more: [] });
    expect(notice?.entries).toEqual([
      {
        ...{ campaign: 'birthday', customer: 'C14', record: 'customer/C14', path: {}, offset: '' },
        ...{ nominal: '2027-03-14', dueOn: '2027-03-14', decision: 'send', reason: '' },
      },
      expect.objectContaining({ customer: 'C15', nominal: '2027-03-15', dueOn: '2027-03-15', decision: 'send' }),
    ]);
  });

  test('of a Friday lists everybody up to Monday, as the days off are no days to look at cards', async () => {
    const friday = '2027-03-12T08:30:00+09:00';
    const world = aWorld({ now: friday });
    const days = ['11', '12', '13', '14', '15', '16'];
    await world.keep(...days.map((day) => aCustomer(`C${day}`, { birthday: `2000-03-${day}` })));
    await world.keep(aCustomer('Ask', { birthday: '2000-03-14', approvalRequired: true }));
    await world.goLive(aVersion({ activeUntil: '2027-03-14' }), aVersion({ id: 'other' }));
    const [notice, ...others] = await digestOf(world, friday);
    expect(others).toEqual([]);
    expect(notice?.date).toBe('2027-03-12');
    expect(notice?.entries.map((each) => `${each.campaign} ${each.dueOn} ${each.decision}`).toSorted()).toEqual([
      ...['birthday 2027-03-12 send', 'birthday 2027-03-13 send', 'birthday 2027-03-14 ask'],
      ...['birthday 2027-03-14 send', 'other 2027-03-12 send', 'other 2027-03-13 send', 'other 2027-03-14 ask'],
      ...['other 2027-03-14 send', 'other 2027-03-15 send'],
    ]);
  });

  test('of a Friday names nobody on Monday who gets a mail on the days off and is left alone for a while', async () => {
    const friday = '2027-03-12T08:30:00+09:00';
    const world = aWorld({ now: friday });
    await world.keep(aCustomer('C1', { birthday: '2000-03-15' }));
    const offsets = ['P2D', 'P0D'].map((iso) => ({
      ...({ direction: 'before', duration: { ...none, days: Number(iso[1]) }, iso } as const),
    }));
    const trigger: Trigger = { ...onBirthday, rule: { ...onBirthday.rule, offsets } };
    await world.goLive(aVersion({ trigger, notAgainWithin: { ...none, days: 3 } }));
    expect(linesOf(await digestOf(world, friday))).toEqual(['2027-03-13 C1 send']);
  });

  test('on a day off still shows as asked for who was asked the working day before', async () => {
    const world = aWorld({ now: '2027-03-12T09:00:00+09:00' });
    await world.keep(aCustomer('C1', { birthday: '2000-03-14', approvalRequired: true }));
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-12');
    expect(world.rows()).toMatchObject([{ state: 'awaiting-approval' }]);
    const saturday = '2027-03-13T08:30:00+09:00';
    world.moveTo(saturday);
    expect(linesOf(await digestOf(world, saturday))).toEqual(['2027-03-14 C1 ask']);
  });

  test('puts first what needs somebody, and leaves out what nobody can or need mend', async () => {
    const world = aWorld({ now: morning });
    await world.keep(
      aCustomer('Send'),
      aCustomer('Ask', { approvalRequired: true }),
      aCustomer('Stop', { stopped: true }),
      aCustomer('Name', { name: undefined }),
      aCustomer('Mail', { email: 'nobody' }),
      aCustomer('Consent', { consent: false }),
    );
    await world.goLive(aVersion());
    expect(linesOf(await digestOf(world))).toEqual([
      ...['2027-03-14 Ask ask', '2027-03-14 Stop stop stop-flag', '2027-03-14 Mail skip invalid-address'],
      ...['2027-03-14 Name skip missing-value:name', '2027-03-14 Send send'],
    ]);
  });

  test('asks `where`, a CEL expression included, as a run would', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1', { company: 'みなも' }), aCustomer('C2', { company: 'かわべ' }));
    await world.goLive(aVersion({ where: { kind: 'cel', expression: 'customer.company == "みなも"' } }));
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-14 C1 send']);
  });

  test('posts nothing when nobody is due', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1', { birthday: '2000-08-01' }));
    await world.goLive(aVersion());
    expect(await digestOf(world)).toEqual([]);
  });

  test('is silent about campaigns that tell failures only, are switched off, not active or started by events', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1'));
    await world.goLive(
      aVersion({ id: 'quiet', notify: 'failures' }),
      aVersion({ id: 'off', enabled: false }),
      aVersion({ id: 'old', activeUntil: '2027-03-13' }),
      aVersion({ id: 'event', trigger: { kind: 'event', event: 'document-downloaded' } }),
    );
    expect(await digestOf(world)).toEqual([]);
    await world.goLive(
      aVersion({ id: 'digest', notify: 'digest' }),
      aVersion({ id: 'soon', activeFrom: '2027-03-15' }),
    );
    await world.keep(aCustomer('C2', { birthday: '2000-03-15' }));
    expect(linesOf(await digestOf(world))).toEqual([
      ...['2027-03-14 C1 send', '2027-03-15 C2 send', '2027-03-15 C2 send'],
    ]);
  });

  test('goes to each owner by the place where the cards of the campaign go', async () => {
    const world = aWorld({ now: morning });
    const ofTanaka = { 'owner.name': '田中', 'owner.email': 'Tanaka@minamo.example.jp' };
    await world.keep(
      aCustomer('C1'),
      aCustomer('C2', ofTanaka),
      aCustomer('C3', { ...ofTanaka, 'owner.email': 'tanaka@minamo.example.jp ' }),
    );
    await world.goLive(
      aVersion({ id: 'one' }),
      aVersion({ id: 'two', channel: '営業' }),
      aVersion({ id: 'three', channel: 'owner' }),
      aVersion({ id: 'four', channel: '企画' }),
    );
    const told = (await digestOf(world)).map(({ entries }) =>
      entries.map((each) => `${each.campaign}/${each.customer}`),
    );
    expect(told).toEqual([
      ['one/C1', 'two/C1'],
      ['one/C2', 'one/C3', 'two/C2', 'two/C3'],
      ...[['three/C1'], ['three/C2', 'three/C3'], ['four/C1'], ['four/C2', 'four/C3']],
    ]);
  });

  test('of a large run lists sixty, the needy ones first, and counts the rest by campaign and day', async () => {
    const world = aWorld({ now: morning });
    await world.keep(
      ...Array.from({ length: 100 }, (_, n) => aCustomer(`T${n}`)),
      ...Array.from({ length: 90 }, (_, n) => aCustomer(`U${n}`, { birthday: '2000-03-15' })),
      aCustomer('Ask', { birthday: '2000-03-15', approvalRequired: true }),
    );
    await world.goLive(aVersion());
    const [notice] = await digestOf(world);
    expect(notice?.entries).toHaveLength(60);
    expect(notice?.entries[0]).toMatchObject({ customer: 'Ask', decision: 'ask' });
    expect(notice?.more).toEqual([
      { campaign: 'birthday', dueOn: '2027-03-14', decision: 'send', count: 41 },
      { campaign: 'birthday', dueOn: '2027-03-15', decision: 'send', count: 90 },
    ]);
  });

  test('writes nothing but its notices, and those all at the end in one go', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1'), aCustomer('C2', { 'owner.email': 'tanaka@minamo.example.jp' }));
    await world.goLive(aVersion(), aVersion({ id: 'other' }));
    const puts: number[] = [];
    const never = async () => expect.fail('a digest wrote something');
    const { sendLog, campaigns, customers, queues } = world.tools;
    const tools = {
      ...world.tools,
      sendLog: { ...sendLog, insert: never, move: never },
      campaigns: { ...campaigns, openRun: never, addRunCounts: never, markRun: never, advanceWatermark: never },
      customers: { ...customers, putMany: never },
      queues: {
        ...queues,
        plan: never,
        send: never,
        notify: async (all: readonly unknown[]) => void puts.push(all.length),
      },
    };
    await planMessage(tools, { kind: 'digest', scheduledTime: new Date(morning).toISOString() });
    expect(puts).toEqual([2]);
  });

  test('leaves out what has gone out or ended, and shows what waits as it stands', async () => {
    const world = aWorld({ now: '2027-03-14T07:00:00+09:00' });
    await world.keep(
      aCustomer('Sent'),
      aCustomer('Asked', { approvalRequired: true }),
      aCustomer('Flagged', { stopped: true }),
      aCustomer('Skipped', { name: undefined }),
      aCustomer('Mail', { email: 'nobody' }),
    );
    await world.goLive(aVersion({ at: '07:00' }));
    await world.run('birthday', '2027-03-14', '07:00');
    await world.sendAll();
    world.moveTo(morning);
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-14 Asked ask']);
  });

  test('says nothing of data that a card has told of already, though the mail stays due day after day', async () => {
    const world = aWorld({ now: '2027-03-14T07:00:00+09:00' });
    await world.keep(
      aCustomer('Name', { contractEnd: '2027-05-31', name: undefined }),
      aCustomer('Mail', { contractEnd: '2027-05-31', email: 'nobody' }),
    );
    const rule = { kind: 'within', within: { ...none, months: 3 } } as const;
    await world.goLive(aVersion({ at: '07:00', trigger: { kind: 'date', path: ownDate('contractEnd'), rule } }));
    await world.run('birthday', '2027-03-14', '07:00');
    expect(world.notices.filter(({ kind }) => kind === 'send')).toHaveLength(2);
    world.moveTo(morning);
    expect(linesOf(await digestOf(world))).toEqual([]);
  });

  test('shows a mail stopped by hand as stopped, as that can be taken back', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1', { birthday: '2000-03-15' }));
    await world.goLive(aVersion());
    const [notice] = await digestOf(world);
    const [entry] = notice?.entries ?? [];
    if (entry === undefined) return expect.fail('nothing is listed');
    await stopOccurrence(world.tools, { ...entry, purpose: 'stop', untilMs: Date.parse('2027-03-16T00:00:00+09:00') });
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-15 C1 stop stopped-by-person']);
  });

  test('shows an approved mail as one that leaves, unless the customer has said no meanwhile', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1', { birthday: '2000-03-15', approvalRequired: true }));
    await world.goLive(aVersion());
    const [notice] = await digestOf(world);
    const [entry] = notice?.entries ?? [];
    if (entry === undefined) return expect.fail('nothing is listed');
    const row = { ...entry, key: 'birthday#customer/C1#2027#', date: entry.nominal, at: '2027-03-13T00:00:00Z' };
    const kept = { version: 'v1', messageId: '', attempt: 0, state: 'waiting', reason: 'approved' } as const;
    await world.tools.sendLog.insert({ ...row, ...kept });
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-15 C1 send approved']);
    await world.keep(aCustomer('C1', { birthday: '2000-03-15', approvalRequired: true, stopped: true }));
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-15 C1 stop stop-flag']);
  });

  test('names one mail once, though it is due today and still tomorrow', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1', { contractEnd: '2027-05-31' }), aCustomer('C2', { contractEnd: '2027-06-15' }));
    const rule = { kind: 'within', within: { ...none, months: 3 } } as const;
    await world.goLive(aVersion({ trigger: { kind: 'date', path: ownDate('contractEnd'), rule } }));
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-14 C1 send', '2027-03-15 C2 send']);
  });

  test('announces again what no run would mail until now, once its customer fits', async () => {
    const world = aWorld({ now: '2027-03-13T09:00:00+09:00' });
    const rule = { kind: 'within', within: { ...none, months: 3 } } as const;
    const where = { kind: 'map', clauses: [{ type: 'customer', key: 'company', values: ['みなも'] }] } as const;
    await world.goLive(aVersion({ where, trigger: { kind: 'date', path: ownDate('contractEnd'), rule } }));
    await world.keep(aCustomer('C1', { contractEnd: '2027-05-31', company: 'かわべ' }));
    await world.run('birthday', '2027-03-13');
    expect(world.rows()).toMatchObject([{ reason: 'where-false' }]);
    await world.keep(aCustomer('C1', { contractEnd: '2027-05-31', company: 'みなも' }));
    world.moveTo(morning);
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-14 C1 send']);
  });

  test('does not announce for today what was switched on after its time of day', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1'), aCustomer('C2', { birthday: '2000-03-15' }));
    await world.goLive(aVersion({ at: '08:00' }));
    const { campaigns, revision, ...rest } = await world.tools.campaigns.manifest();
    const { birthday } = campaigns;
    if (birthday === undefined) return expect.fail('not live');
    const late = { ...birthday, enabledAt: '2027-03-14T08:10:00+09:00' };
    await world.tools.campaigns.putManifest({ ...rest, campaigns: { birthday: late }, revision: revision + 1 });
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-15 C2 send']);
  });

  test('that time runs short for tells what is known by then, and does not start again', async () => {
    const world = aWorld({ now: morning });
    await world.keep(aCustomer('C1'), aCustomer('C2', { birthday: '2000-03-15' }));
    await world.goLive(aVersion({ id: 'a-letter', trigger: { kind: 'monthly', day: 14 } }), aVersion());
    let pages = 0;
    Object.assign(world.tools, { hasTime: () => ++pages < 2 });
    expect(linesOf(await digestOf(world))).toEqual(['2027-03-14 C1 send']);
    expect(world.planned).toEqual([]);
  });

  test('that arrives a day late is not told', async () => {
    const world = aWorld({ now: '2027-03-15T08:00:00+09:00' });
    await world.keep(aCustomer('C1'));
    await world.goLive(aVersion());
    expect(await digestOf(world)).toEqual([]);
  });
});

const day = fc.constantFrom('03-12', '03-13', '03-14', '03-15', '03-16');
const rarely = fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, fc.constant(true));

const someCustomer = fc.record({
  birthday: day.map((each) => `2000-${each}`),
  contractEnd: fc.constantFrom('2027-03-20', '2027-03-21', '2027-03-22', undefined),
  consent: fc.constantFrom(true, undefined, false),
  stopped: rarely,
  approvalRequired: rarely,
  name: fc.constantFrom('山田 花子', undefined),
});

const throughEnrolment: Trigger = {
  kind: 'date',
  path: {
    ...{ base: 'delivery', hops: [], holder: 'delivery', field: 'date' },
    reach: {
      ...{ kind: 'through', type: 'enrolment', baseField: 'program', customerField: 'customer' },
      meets: { field: 'program', target: 'program' },
    },
  },
  rule: { kind: 'dated', offsets: onBirthday.rule.offsets },
};

const someTrigger = fc.constantFrom<Trigger>(
  onBirthday,
  {
    ...onBirthday,
    rule: {
      ...onBirthday.rule,
      offsets: [0, 1].map((days) => ({ direction: 'before', duration: { ...none, days }, iso: `P${days}D` })),
    },
  },
  { kind: 'date', path: ownDate('contractEnd'), rule: { kind: 'within', within: { ...none, weeks: 1 } } },
  throughEnrolment,
  { kind: 'monthly', day: 15 },
  { kind: 'once', date: '2027-03-15' },
);

const someWorld = fc.record({
  // A Friday, of whose digest Monday is part; a Saturday and a Sunday.
  start: fc.constantFrom<IsoDate>('2027-03-12', '2027-03-13', '2027-03-14'),
  trigger: someTrigger,
  approval: fc.constantFrom<'flagged' | 'always'>('flagged', 'flagged', 'always'),
  notAgainWithin: fc.constantFrom(undefined, { ...none, days: 1 }, { ...none, days: 3 }),
  hasRunBefore: fc.boolean(),
  customers: fc.array(someCustomer, { minLength: 1, maxLength: 5 }),
  deliveries: fc.array(day, { maxLength: 3 }),
});

/** What the digest called that which came to be. */
const wordOf: Readonly<Partial<Record<SendState, string>>> = {
  sent: 'send',
  'awaiting-approval': 'ask',
  stopped: 'stop',
  skipped: 'skip',
};

describe('what the digest foresees', () => {
  test('for all days up to Monday is what their runs then plan, stop and ask, when nothing changes', async () => {
    await fc.assert(
      fc.asyncProperty(
        someWorld,
        async ({ start, trigger, approval, notAgainWithin, hasRunBefore, customers, deliveries }) => {
          const dayBefore = addDays(start, -1);
          const world = aWorld({ now: `${dayBefore}T09:00:00+09:00` });
          const enrolments = customers.map((_, n) =>
            aRecord('enrolment', `E${n}`, { customer: `C${n}`, program: 'P1' }),
          );
          const records: readonly NewRecord[] = [
            ...customers.map((fields, n) => aCustomer(`C${n}`, fields)),
            ...[aRecord('program', 'P1', { name: '講座' }), ...enrolments],
            ...deliveries.map((date, n) => aRecord('delivery', `D${n}`, { program: 'P1', date: `2027-${date}` })),
          ];
          await world.keep(...records);
          await world.goLive(aVersion({ trigger, approval, ...(notAgainWithin && { notAgainWithin }) }));
          if (hasRunBefore) await world.run('birthday', dayBefore);
          await world.sendAll();

          const atDigest = `${start}T08:30:00+09:00`;
          world.moveTo(atDigest);
          const foreseen = linesOf(await digestOf(world, atDigest));
          const before = new Set(world.rows().filter(({ dueOn }) => dueOn < start));
          for (let date = start; date <= '2027-03-15'; date = addDays(date, 1)) {
            world.moveTo(`${date}T09:00:00+09:00`);
            await world.run('birthday', date);
            await world.sendAll();
          }
          const come = world
            .rows()
            .filter((row) => !before.has(row))
            .filter(({ state, reason }) => state !== 'skipped' || reason.startsWith('missing-value:'))
            .map(({ dueOn, customer, state, reason }) => `${dueOn} ${customer} ${wordOf[state]} ${reason}`.trim());
          expect(foreseen.toSorted()).toEqual(come.toSorted());
        },
      ),
      { numRuns: 300 },
    );
  });
});
