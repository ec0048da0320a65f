import { describe, expect, test } from 'vitest';
import { unsubscribePlaceholder } from '../../lambda/domain/approval/mail-digest.ts';
import { aCustomer, aRecord, aVersion, ownDate } from '../support/builders.ts';
import { aRequest } from './a-request.ts';

const flagged = { approvalRequired: true };

/** Approved, but not yet planned again. */
async function anApproval(setting: Parameters<typeof aRequest>[0] = {}) {
  const request = await aRequest(setting);
  const outcome = await request.answer();
  if (outcome?.kind !== 'decided') throw new Error(`Not approved: ${outcome?.kind}`);
  return request;
}

/** Approved and planned, its message waiting in the send queue. */
async function aPlannedApproval(setting: Parameters<typeof aRequest>[0] = {}) {
  const approval = await anApproval(setting);
  await approval.world.planAll();
  return approval;
}

describe('an approved mail', () => {
  test('leaves as it was shown, but for the customer’s own opt-out link', async () => {
    const { world, read, answer } = await aRequest();
    const { mail } = await read();
    expect(mail?.text).toContain(unsubscribePlaceholder);
    expect(mail?.html).toContain(unsubscribePlaceholder);
    await answer();
    await world.planAll();
    await world.sendAll();
    const own = 'https://pages.example.jp/u/C1';
    expect(world.mails).toEqual([
      {
        ...mail,
        unsubscribeUrl: own,
        html: mail?.html.replaceAll(unsubscribePlaceholder, own),
        text: mail?.text.replaceAll(unsubscribePlaceholder, own),
      },
    ]);
  });

  test.each<[string, (world: Awaited<ReturnType<typeof aRequest>>['world']) => Promise<void>, string]>([
    ['the customer opts out', (w) => optOut(w, { kind: 'customer', id: 'C1' }), 'skipped opted-out'],
    [
      'their address opts out',
      (w) => optOut(w, { kind: 'address', hash: 'hash-of-hanako@example.com' }),
      'skipped opted-out',
    ],
    [
      'their address is suppressed',
      (w) =>
        w.tools.refusals.suppress(
          [{ kind: 'address', hash: 'hash-of-hanako@example.com' }],
          ['everything'],
          'bounce',
          '2027-03-14T00:00:00Z',
        ),
      'skipped suppressed',
    ],
    ['the stop flag is set', (w) => w.keep(aCustomer('C1', { ...flagged, stopped: true })), 'stopped stop-flag'],
    [
      'the date moves',
      (w) => w.keep(aCustomer('C1', { ...flagged, birthday: '2000-04-01' })),
      'cancelled date-changed',
    ],
    ['the campaign is withdrawn', (w) => w.withdraw('birthday'), 'cancelled campaign-withdrawn'],
    [
      'the campaign is disabled',
      (w) => w.goLive(aVersion({ enabled: false }, { version: 'v2' })),
      'cancelled campaign-withdrawn',
    ],
  ])('stays, and is told of, when %s before plan looks again or before it leaves', async (_, happen, outcome) => {
    const waiting = await anApproval();
    await happen(waiting.world);
    await waiting.world.planAll();
    await waiting.world.sendAll();
    const planned = await aPlannedApproval();
    expect(planned.outcome()).toBe('planned');
    await happen(planned.world);
    await planned.world.sendAll();
    expect([waiting.outcome(), planned.outcome()]).toEqual([outcome, outcome]);
    expect([waiting.told().at(-1), planned.told().at(-1)]).toEqual([outcome, outcome]);
    expect([...waiting.world.mails, ...planned.world.mails]).toEqual([]);
  });

  test('stays when the customer is erased, whether their record is gone already or not', async () => {
    const marked = await anApproval();
    const none = { optedOut: [], suppressed: [], erased: true };
    Object.assign(marked.world.tools.refusals, { getMany: async () => [none] });
    await marked.world.planAll();
    const gone = await anApproval();
    Object.assign(gone.world.tools.customers, { get: async () => undefined, getMany: async () => new Map() });
    await gone.world.planAll();
    expect([marked.outcome(), gone.outcome()]).toEqual(['skipped erased', 'cancelled record-missing']);
    expect([...marked.world.offered, ...gone.world.offered]).toEqual([]);
  });

  test('stays when `where` no longer holds: a contract renewed meanwhile gets no notice', async () => {
    for (const where of [
      { kind: 'cel', expression: 'customer.contractStatus == "有効"' },
      { kind: 'map', clauses: [{ type: 'customer', key: 'contractStatus', values: ['有効'] }] },
    ] as const) {
      const { world, outcome, told } = await anApproval({
        version: aVersion({ where }),
        records: [aCustomer('C1', { ...flagged, contractStatus: '有効' })],
      });
      await world.keep(aCustomer('C1', { ...flagged, contractStatus: '更新済' }));
      await world.planAll();
      await world.sendAll();
      expect(outcome()).toBe('skipped where-false');
      expect(told().at(-1)).toBe('skipped where-false');
    }
  });

  test('waits for quota as any mail does, and leaves by the same approval', async () => {
    const { world, outcome, at, only } = await aPlannedApproval();
    world.answerWith(() => ({ kind: 'held', reason: 'quota', retryAfterMs: 900_000, error: '' }));
    await world.sendAll();
    expect(outcome()).toBe('waiting quota');
    world.answerWith(() => ({ kind: 'accepted', messageId: 'm' }));
    await at('2027-03-14T09:20:00+09:00');
    expect(outcome()).toBe('sent');
    expect(only().decisions).toHaveLength(1);
  });

  test('that is too old when its turn comes has expired as late', async () => {
    const { at, outcome, world } = await anApproval();
    world.planned.length = 0;
    await at('2027-03-18T00:00:00+09:00');
    expect(outcome()).toBe('expired late');
    expect(world.mails).toEqual([]);
  });

  test('whose customer no longer needs approval leaves all the same', async () => {
    const { world, outcome } = await anApproval();
    await world.keep(aCustomer('C1', { approvalRequired: false, name: '山田 華子' }));
    await world.planAll();
    await world.sendAll();
    expect(outcome()).toBe('sent');
  });
});

describe('a mail that has changed since it was approved', () => {
  async function aVoidApproval() {
    const approval = await aPlannedApproval();
    await approval.world.keep(aCustomer('C1', { ...flagged, name: '山田 華子' }));
    await approval.world.sendAll();
    return approval;
  }

  test('does not leave: the approval is void, and is asked for again', async () => {
    const { world, outcome, told, only } = await aVoidApproval();
    expect(world.mails).toEqual([]);
    expect(outcome()).toBe('awaiting-approval approval-void');
    expect(told().at(-1)).toBe('awaiting-approval approval-void');
    expect(only().decisions?.map(({ decision }) => decision)).toEqual(['approved', 'void']);
  });

  test('is not sent by the void approval, however often it is swept', async () => {
    const { world, at, outcome } = await aVoidApproval();
    await at('2027-03-14T15:00:00+09:00');
    expect(outcome()).toBe('awaiting-approval approval-void');
    expect(world.mails).toEqual([]);
  });

  test('leaves once the new one is approved', async () => {
    const { world, answer, outcome, only } = await aVoidApproval();
    expect((await answer({ by: '鈴木' }))?.kind).toBe('decided');
    await world.planAll();
    await world.sendAll();
    expect(outcome()).toBe('sent');
    expect(world.mails).toMatchObject([{ to: { name: '山田 華子' } }]);
    expect(only().decisions?.map(({ decision, by }) => `${decision} ${by}`)).toEqual([
      'approved 佐藤',
      'void ',
      'approved 鈴木',
    ]);
  });

  test('has its approver reminded anew', async () => {
    const request = await aRequest();
    const reminders = () => request.world.notices.filter(({ kind }) => kind === 'approval-reminder').length;
    await request.at('2027-03-14T13:00:00+09:00');
    expect(reminders()).toBe(1);
    await request.answer();
    await request.world.planAll();
    await request.world.keep(aCustomer('C1', { ...flagged, name: '山田 華子' }));
    await request.world.sendAll();
    expect(request.only().remindedAt).toBeUndefined();
    await request.at('2027-03-14T16:59:00+09:00');
    expect(reminders()).toBe(1);
    await request.at('2027-03-14T17:00:00+09:00');
    expect(reminders()).toBe(2);
  });

  test('is one, too, when the template is another', async () => {
    const { world, outcome } = await aPlannedApproval();
    await world.goLive(aVersion({}, { version: 'v2', text: '別の文面 {{unsubscribeUrl}}' }));
    await world.sendAll();
    expect(outcome()).toBe('awaiting-approval approval-void');
  });

  test('is none when the template was published again with the same words', async () => {
    const { world, outcome, only } = await aPlannedApproval();
    await world.goLive(aVersion({ expect: 10 }, { version: 'v2' }));
    await world.sendAll();
    expect(outcome()).toBe('sent');
    expect(only().version).toBe('v2');
  });

  test('is one when it speaks of the day and leaves on another than it was shown for', async () => {
    const { world, outcome, at } = await aPlannedApproval({
      version: aVersion({}, { text: '{{daysLate}} {{unsubscribeUrl}}' }),
    });
    world.offered.length = 0;
    await at('2027-03-15T00:00:00+09:00');
    world.offered.push(...world.rows());
    await world.sendAll();
    expect(outcome()).toBe('awaiting-approval approval-void');
  });
});

describe('an event’s mail', () => {
  test('leaves as soon as it is approved, also before the campaign’s time of day', async () => {
    const version = aVersion({ id: 'download', trigger: { kind: 'event', event: 'downloaded' } });
    const request = await aRequest({ now: '2027-03-14T03:00:00+09:00', version, records: [aCustomer('C1', flagged)] });
    await request.world.keep(
      aRecord('event', 'E1', { name: 'downloaded', customer: 'C1', at: '2027-03-14T02:59:00+09:00', data: '{}' }),
    );
    request.world.planned.push({ kind: 'event', campaign: 'download', event: 'E1' });
    await request.world.planAll();
    expect(request.outcome()).toBe('awaiting-approval');
    await request.answer();
    await request.world.planAll();
    await request.world.sendAll();
    expect(request.outcome()).toBe('sent');
  });
});

describe('a contract within its last months', () => {
  const within = {
    kind: 'date',
    path: ownDate('contractEnd'),
    rule: { kind: 'within', within: { years: 0, months: 3, weeks: 0, days: 0 } },
  } as const;

  test('is asked about once, although it is within them every day, and leaves a day later when it is approved', async () => {
    const request = await aRequest({
      version: aVersion({ trigger: within, approval: 'always' }),
      records: [aCustomer('C1', { contractEnd: '2027-06-01' })],
    });
    const asked = request.only();
    request.world.moveTo('2027-03-15T09:00:00+09:00');
    await request.world.run('birthday', '2027-03-15');
    expect(request.only()).toEqual(asked);
    expect(request.told()).toEqual(['awaiting-approval']);
    await request.answer();
    await request.world.planAll();
    await request.world.sendAll();
    expect(request.outcome()).toBe('sent');
  });
});

function optOut(
  world: Awaited<ReturnType<typeof aRequest>>['world'],
  subject: { readonly kind: 'customer'; readonly id: string } | { readonly kind: 'address'; readonly hash: string },
) {
  return world.tools.refusals.optOut([subject], 'marketing', '2027-03-14T00:00:00Z', 'page');
}
