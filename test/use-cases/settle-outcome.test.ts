import { beforeEach, describe, expect, test } from 'vitest';
import { parseFeedback } from '../../lambda/domain/feedback/parse-feedback.ts';
import type { OutcomeDecision } from '../../lambda/domain/send-log/kept-decision.ts';
import { optOut } from '../../lambda/use-cases/opt-out.ts';
import { recordFeedback } from '../../lambda/use-cases/record-feedback.ts';
import { settleOutcome } from '../../lambda/use-cases/settle-outcome.ts';
import { anEvent } from '../domain/feedback/an-event.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const day = '2027-03-14';

/** A world in which SES never said what became of C1's birthday mail. */
async function anUnansweredBirthday(changes: Parameters<typeof aVersion>[0] = {}) {
  const world = aWorld();
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion(changes));
  world.answerWith(() => ({ kind: 'unknown', error: 'TimeoutError' }));
  await world.run('birthday', day);
  await world.sendAll();
  world.answerWith(() => ({ kind: 'accepted', messageId: 'm2' }));
  const only = () => {
    const [row, ...others] = world.rows();
    if (row === undefined || others.length > 0) throw new Error('There must be one row');
    return row;
  };
  return {
    ...world,
    only,
    outcome: () => `${only().state} ${only().reason}`.trim(),
    asks: () => world.notices.flatMap((each) => (each.kind === 'outcome-request' ? [each.isReminder] : [])),
    told: () => world.notices.flatMap((each) => (each.kind === 'send' ? [`${each.state} ${each.reason}`.trim()] : [])),
    say: async (decision: OutcomeDecision['decision'], by = '佐藤', attempt = only().attempt) => {
      const said = { decision, by, comment: '電話で確認', attempt };
      return (await settleOutcome(world.tools, only(), said))?.kind;
    },
    hear: (type: Parameters<typeof anEvent>[0], attempt = 1) =>
      recordFeedback(world.tools, parseFeedback(anEvent(type, { tags: { attempt: [String(attempt)] } }))),
    /** Lets plan and send do what they were asked to. */
    async work() {
      await world.planAll();
      await world.sendAll();
    },
  };
}

let world: Awaited<ReturnType<typeof anUnansweredBirthday>>;
beforeEach(async () => {
  world = await anUnansweredBirthday();
});

describe('a mail of unknown outcome', () => {
  test('is asked about after half an hour, not before, and once more a day later', async () => {
    const asked: (readonly boolean[])[] = [];
    for (const time of ['09:01', '09:29', '09:30', '09:35', '15:00']) {
      world.moveTo(`${day}T${time}:00+09:00`);
      await world.sweep();
      asked.push(world.asks());
    }
    expect(asked).toEqual([[], [], [false], [false], [false]]);
    for (const time of ['15T09:29', '15T09:30', '16T09:30', '30T09:30']) {
      world.moveTo(`2027-03-${time}:00+09:00`);
      await world.sweep();
      asked.push(world.asks());
    }
    expect(asked.slice(5)).toEqual([[false], [false, true], [false, true], [false, true]]);
    expect(world.outcome()).toBe('uncertain unknown-outcome');
    expect(world.mails).toHaveLength(1);
  });

  test('of which an event tells in time is no matter for anybody', async () => {
    await world.hear('Send');
    world.moveTo(`${day}T10:00:00+09:00`);
    await world.sweep();
    expect(world.asks()).toEqual([]);
    expect(world.told()).toEqual(['sent']);
  });

  test('is not told of as a failure meanwhile', () => {
    expect(world.notices.filter(({ kind }) => kind === 'send')).toEqual([]);
  });
});

describe('a person’s word', () => {
  test('that it went out makes it sent', async () => {
    expect(await world.say('went-out')).toBe('settled');
    expect(world.only()).toMatchObject({
      ...{ state: 'sent', reason: 'went-out-by-person' },
      decisions: [{ decision: 'went-out', by: '佐藤', comment: '電話で確認', attempt: 1 }],
    });
    expect(world.told()).toEqual(['sent went-out-by-person']);
    await world.hear('Delivery');
    expect(world.outcome()).toBe('delivered');
  });

  test('to send it again sends it as another attempt, once', async () => {
    expect(await world.say('again')).toBe('settled');
    expect(world.outcome()).toBe('waiting again-by-person');
    await world.work();
    await world.work();
    expect(world.outcome()).toBe('sent');
    expect(world.mails.map(({ tags }) => tags.attempt)).toEqual(['1', '2']);
  });

  test('to send it again survives a lost message to plan', async () => {
    await world.say('again');
    world.planned.length = 0;
    await world.sweep();
    await world.work();
    expect(world.mails).toHaveLength(2);
  });

  test('to send it again is refused after a “no” that came before, and one that came after keeps it back', async () => {
    const refuse = () =>
      optOut(world.tools, { customer: 'C1', scope: 'marketing', source: 'test', at: `${day}T00:10:00.000Z` });
    await refuse();
    expect(await world.say('again')).toBe('blocked');
    expect(world.outcome()).toBe('uncertain unknown-outcome');
    expect(world.only().decisions).toBeUndefined();

    world = await anUnansweredBirthday();
    await world.say('again');
    await refuse();
    await world.work();
    expect(world.outcome()).toBe('skipped opted-out');
    // Whoever wanted it sent again should hear that it was not.
    expect(world.told()).toEqual(['skipped opted-out']);
    expect(world.mails).toHaveLength(1);
  });

  test('to send it again comes too late when its time is over', async () => {
    world.moveTo('2027-03-18T09:00:00+09:00');
    expect(await world.say('again')).toBe('blocked');
    expect(await world.say('dropped')).toBe('settled');
  });

  test('to drop it holds for ever, for that date', async () => {
    expect(await world.say('dropped')).toBe('settled');
    expect(world.outcome()).toBe('cancelled dropped-by-person');
    await world.run('birthday', day);
    await world.run('birthday', '2027-03-15');
    await world.work();
    expect(world.outcome()).toBe('cancelled dropped-by-person');
    await world.keep(aCustomer('C1', { birthday: '2000-03-16' }));
    await world.run('birthday', '2027-03-16');
    expect(world.outcome()).toBe('planned');
  });

  test('counts once: of two at once one is taken, and the other sees whose', async () => {
    const [row, said] = [world.only(), { comment: '', attempt: 1 }];
    const answers = await Promise.all([
      settleOutcome(world.tools, row, { ...said, decision: 'again', by: '佐藤' }),
      settleOutcome(world.tools, row, { ...said, decision: 'dropped', by: '鈴木' }),
    ]);
    expect(answers.map((answer) => answer?.kind).sort()).toEqual(['already', 'settled']);
    const [decision, ...others] = world.only().decisions ?? [];
    expect(others).toEqual([]);
    for (const answer of answers) expect(answer?.request.row.decisions).toEqual([decision]);
  });

  test('about an earlier attempt says nothing of the later one', async () => {
    await world.say('again');
    world.answerWith(() => ({ kind: 'unknown', error: 'TimeoutError' }));
    await world.work();
    expect(world.only()).toMatchObject({ state: 'uncertain', attempt: 2 });
    expect(await world.say('again', '鈴木', 1)).toBe('changed');
    expect(world.only().decisions).toHaveLength(1);
    world.moveTo(`${day}T09:30:00+09:00`);
    await world.sweep();
    expect(world.asks()).toEqual([false]);
  });

  test('that is written while it becomes uncertain once more says nothing of that', async () => {
    const stale = world.only();
    await world.say('again');
    world.answerWith(() => ({ kind: 'unknown', error: 'TimeoutError' }));
    await world.work();
    const seen = [stale];
    const { sendLog } = world.tools;
    const get: typeof sendLog.get = async (ref) => seen.shift() ?? sendLog.get(ref);
    const said = { decision: 'went-out', by: '鈴木', comment: '', attempt: 1 } as const;
    const answer = await settleOutcome({ ...world.tools, sendLog: { ...sendLog, get } }, stale, said);
    expect(answer?.kind).toBe('changed');
    expect(world.only()).toMatchObject({ state: 'uncertain', attempt: 2 });
  });

  test('after an event is not needed any more', async () => {
    await world.hear('Delivery');
    expect(await world.say('again')).toBe('already');
    expect(world.outcome()).toBe('delivered');
  });

  test('does not undo an approval: what is sent again was approved', async () => {
    world = await anUnansweredBirthday({ approval: 'always' });
    const approved = { decision: 'approved', by: '佐藤', comment: '', at: '', digest: '' } as const;
    expect(world.outcome()).toBe('awaiting-approval');
    const { decideApproval } = await import('../../lambda/use-cases/approval-decide.ts');
    const { readApproval } = await import('../../lambda/use-cases/approval-request.ts');
    const approve = async () => {
      const { digest = '' } = (await readApproval(world.tools, world.only())) ?? {};
      return decideApproval(world.tools, world.only(), { ...approved, digest });
    };
    world.answerWith(() => ({ kind: 'unknown', error: '' }));
    await approve();
    await world.work();
    expect(world.outcome()).toBe('uncertain unknown-outcome');
    await world.say('again');
    world.answerWith(() => ({ kind: 'accepted', messageId: 'm2' }));
    await world.work();
    expect(world.outcome()).toBe('sent');
    expect(world.only().decisions?.map(({ decision }) => decision)).toEqual(['approved', 'again']);
  });
});

describe('an event of the first attempt', () => {
  test('that comes before the second one began is the truth, and there is no second mail', async () => {
    await world.say('again');
    await world.hear('Delivery');
    expect(world.outcome()).toBe('delivered');
    await world.work();
    expect(world.mails).toHaveLength(1);
    expect(world.told()).toEqual(['sent']);
  });

  test('is the truth also where the mail was planned, skipped, dropped or has expired since', async () => {
    await world.say('again');
    await world.planAll();
    expect(world.outcome()).toBe('planned');
    await world.hear('Bounce');
    await world.sendAll();
    expect(world.outcome()).toBe('bounced hard-bounce');
    expect(world.mails).toHaveLength(1);

    world = await anUnansweredBirthday();
    await world.say('dropped');
    await world.hear('Send');
    expect(world.outcome()).toBe('sent');

    world = await anUnansweredBirthday();
    await world.say('again');
    world.moveTo('2027-03-18T09:00:00+09:00');
    await world.planAll();
    expect(world.outcome()).toBe('expired late');
    await world.hear('Delivery');
    expect(world.outcome()).toBe('delivered');
  });

  test('leaves the second one as it is once that has begun; its refusal counts all the same', async () => {
    await world.say('again');
    world.answerWith(() => ({ kind: 'unknown', error: 'TimeoutError' }));
    await world.work();
    for (const type of ['Send', 'Delivery', 'Bounce', 'Complaint'] as const) await world.hear(type, 1);
    expect(world.outcome()).toBe('uncertain unknown-outcome');
    const [refused] = await world.tools.refusals.getMany([[{ kind: 'address', hash: 'hash-of-hanako@example.com' }]]);
    expect(refused?.suppressed).toContain('everything');
    await world.hear('Delivery', 2);
    expect(world.outcome()).toBe('delivered');
  });

  test('that is written while the second one begins loses to it', async () => {
    await world.say('again');
    await world.planAll();
    const planned = world.only();
    await world.sendAll();
    const slow = { ...world.tools, sendLog: { ...world.tools.sendLog, get: async () => planned } };
    await recordFeedback(slow, parseFeedback(anEvent('Bounce')));
    expect(world.outcome()).toBe('sent');
  });
});

describe('a mail that a restored log has forgotten', () => {
  const restored = async () => {
    const at = '2027-03-14T00:00:00.000Z';
    const fresh = aWorld();
    await fresh.keep(aCustomer('C1'));
    await fresh.goLive(aVersion());
    await fresh.run('birthday', day);
    const [row] = fresh.rows();
    if (row === undefined) throw new Error('There must be a row');
    await fresh.tools.sendLog.move(row, ['planned'], { state: 'uncertain', reason: 'log-restored', at });
    return { ...fresh, row };
  };

  test('is settled by the event of the attempt that nobody remembers', async () => {
    const { tools, rows } = await restored();
    await recordFeedback(tools, parseFeedback(anEvent('Delivery')));
    expect(rows()).toMatchObject([{ state: 'delivered' }]);
  });

  test('is sent again as an attempt of its own, which that event does not reach', async () => {
    const { tools, rows, row, planAll, sendAll, mails } = await restored();
    const said = { decision: 'again', by: '佐藤', comment: '', attempt: 0 } as const;
    expect((await settleOutcome(tools, row, said))?.kind).toBe('settled');
    await planAll();
    await sendAll();
    expect(mails.map(({ tags }) => tags.attempt)).toEqual(['2']);
    await recordFeedback(tools, parseFeedback(anEvent('Bounce')));
    expect(rows()).toMatchObject([{ state: 'sent' }]);
  });
});
