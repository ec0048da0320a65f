import { describe, expect, test } from 'vitest';
import { sendMail } from '../../lambda/use-cases/send-mail.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

async function aPlannedBirthday(version = aVersion()) {
  const world = aWorld();
  await world.keep(aCustomer('C1'));
  await world.goLive(version);
  await world.run('birthday', '2027-03-14');
  return world;
}

const outcome = (world: Awaited<ReturnType<typeof aPlannedBirthday>>) =>
  world.rows().map(({ state, reason }) => [state, reason].join(' ').trim());

describe('a planned mail', () => {
  test('leaves with subject, words, the opt-out link and tags by which its events find it', async () => {
    const world = await aPlannedBirthday();
    await world.sendAll();
    expect(world.mails).toMatchObject([
      {
        subject: '山田 花子様、お誕生日おめでとうございます',
        to: { name: '山田 花子', address: 'hanako@example.com' },
        from: { name: '株式会社みなも', address: 'info@minamo.example.jp' },
        unsubscribeUrl: 'https://pages.example.jp/u/C1',
        tags: { campaign: 'birthday', customer: 'QzE', attempt: '1' },
      },
    ]);
    expect(world.rows()).toMatchObject([{ state: 'sent', messageId: 'm1', version: 'v1', attempt: 1 }]);
  });

  test('leaves in its row the hash of the address that it went to, and a mail that stays leaves none', async () => {
    const world = await aPlannedBirthday();
    await world.keep(aCustomer('C1', { email: 'new@example.com' }));
    await world.sendAll();
    expect(world.rows()[0]?.addressHash).toBe('hash-of-new@example.com');
    const other = await aPlannedBirthday();
    await other.keep(aCustomer('C1', { stopped: true }));
    await other.sendAll();
    expect(other.rows()[0]).not.toHaveProperty('addressHash');
  });

  test('leaves once, however often its message is delivered', async () => {
    const world = await aPlannedBirthday();
    const message = world.offered[0] ?? { customer: '', key: '' };
    world.offered.push(message, message);
    await world.sendAll();
    expect(world.mails).toHaveLength(1);
  });

  test('is told to the owner once', async () => {
    const world = await aPlannedBirthday();
    await world.sendAll();
    expect(world.notices.filter(({ kind }) => kind === 'send')).toMatchObject([{ customer: 'C1', state: 'sent' }]);
  });

  test('carries no opt-out header when it belongs to a contract', async () => {
    const world = await aPlannedBirthday(aVersion({ category: 'contract' }));
    await world.sendAll();
    expect(world.mails[0]).not.toHaveProperty('unsubscribeUrl');
  });

  test('stays when the customer opts out after it was planned, by id or by address', async () => {
    for (const subject of [
      { kind: 'customer', id: 'C1' },
      { kind: 'address', hash: 'hash-of-hanako@example.com' },
    ] as const) {
      const world = await aPlannedBirthday();
      await world.tools.refusals.optOut([subject], 'marketing', '2027-03-14T00:00:00Z', 'page');
      await world.sendAll();
      expect(world.mails).toEqual([]);
      expect(outcome(world)).toEqual(['skipped opted-out']);
    }
  });

  test('stays when its campaign was withdrawn, its date moved, its customer is gone or stopped', async () => {
    const withdrawn = await aPlannedBirthday();
    await withdrawn.withdraw('birthday');
    await withdrawn.sendAll();
    expect(outcome(withdrawn)).toEqual(['cancelled campaign-withdrawn']);

    const moved = await aPlannedBirthday();
    await moved.keep(aCustomer('C1', { birthday: '2000-04-01' }));
    await moved.sendAll();
    expect(outcome(moved)).toEqual(['cancelled date-changed']);

    const stopped = await aPlannedBirthday();
    await stopped.keep(aCustomer('C1', { stopped: true }));
    await stopped.sendAll();
    expect(outcome(stopped)).toEqual(['stopped stop-flag']);
    expect([withdrawn, moved, stopped].flatMap(({ mails }) => mails)).toEqual([]);
  });

  test('expires when it did not leave in time', async () => {
    const world = await aPlannedBirthday();
    world.moveTo('2027-03-17T23:59:00+09:00');
    const inTime = await aPlannedBirthday();
    inTime.moveTo('2027-03-17T23:59:00+09:00');
    await inTime.sendAll();
    expect(outcome(inTime)).toEqual(['sent']);
    world.moveTo('2027-03-18T00:01:00+09:00');
    await world.sendAll();
    expect(outcome(world)).toEqual(['expired late']);
  });

  test('that cannot be written fails alone, and says so', async () => {
    const world = await aPlannedBirthday(aVersion({}, { html: '{{formatDate name "M月d日"}}' }));
    Object.assign(world.tools, {
      compile: () => () => {
        throw new Error('cannot');
      },
    });
    await world.sendAll();
    expect(outcome(world)).toEqual(['failed render-error']);
    expect(world.notices).toContainEqual(expect.objectContaining({ state: 'failed', reason: 'render-error' }));
  });
});

describe('the answer of the mail service', () => {
  test('"rejected" is final', async () => {
    const world = await aPlannedBirthday();
    world.answerWith(() => ({ kind: 'rejected', error: 'MessageRejected' }));
    await world.sendAll();
    expect(outcome(world)).toEqual(['failed rejected-by-ses']);
  });

  test('"over quota" lets the mail wait, and it is decided again in full before it leaves', async () => {
    const world = await aPlannedBirthday();
    world.answerWith(() => ({
      kind: 'held',
      reason: 'quota',
      retryAfterMs: 900_000,
      error: 'Daily message quota exceeded.',
    }));
    await world.sendAll();
    expect(outcome(world)).toEqual(['waiting quota']);
    await world.sweep();
    await world.planAll();
    expect(world.offered).toEqual([]);
    world.moveTo('2027-03-14T09:20:00+09:00');
    world.answerWith(() => ({ kind: 'accepted', messageId: 'late' }));
    await world.sweep();
    await world.planAll();
    await world.sendAll();
    expect(world.rows()).toMatchObject([{ state: 'sent', messageId: 'late', attempt: 2 }]);
  });

  test('"over quota" until the mail is too old ends in a report, with the reason of the wait', async () => {
    const world = await aPlannedBirthday();
    world.answerWith(() => ({ kind: 'held', reason: 'quota', retryAfterMs: 900_000, error: '' }));
    await world.sendAll();
    world.moveTo('2027-03-19T09:00:00+09:00');
    await world.sweep();
    await world.planAll();
    expect(outcome(world)).toEqual(['expired quota']);
    expect(world.notices.at(-1)).toMatchObject({ kind: 'send', state: 'expired' });
  });

  test('that never came leaves the mail uncertain, and nobody sends it again', async () => {
    const world = await aPlannedBirthday();
    world.answerWith(() => ({ kind: 'unknown', error: 'TimeoutError' }));
    await world.sendAll();
    expect(outcome(world)).toEqual(['uncertain unknown-outcome']);
    world.moveTo('2027-03-14T12:00:00+09:00');
    await world.sweep();
    await world.planAll();
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    expect(world.mails).toHaveLength(1);
  });

  test('"not allowed" gives the claim back, for the queue to try again', async () => {
    const world = await aPlannedBirthday();
    const message = world.offered[0] ?? { customer: '', key: '' };
    world.answerWith(() => new Error('AccessDenied'));
    await expect(world.sendAll()).rejects.toThrow('AccessDenied');
    expect(outcome(world)).toEqual(['planned']);
    world.answerWith(() => ({ kind: 'accepted', messageId: 'm' }));
    world.offered.push(message);
    await world.sendAll();
    expect(outcome(world)).toEqual(['sent']);
  });
});

describe('a planned mail whose turn does not come', () => {
  test('waits in the log, is told to nobody, and is decided again in full when it may leave', async () => {
    const world = await aPlannedBirthday();
    world.turnWith({ kind: 'held', reason: 'paused', retryAfterMs: 900_000 });
    const told = world.notices.length;
    await world.sendAll();
    expect(outcome(world)).toEqual(['waiting paused']);
    expect(world.mails).toEqual([]);
    expect(world.notices.slice(told)).toEqual([]);
    expect((await world.tools.sendLog.waiting('2027-03-14T00:14:59.999Z')).items).toEqual([]);
    expect((await world.tools.sendLog.waiting('2027-03-14T00:15:00.000Z')).items).toHaveLength(1);
    world.turnWith({ kind: 'go' });
    world.moveTo('2027-03-14T09:20:00+09:00');
    await world.sweep();
    await world.planAll();
    await world.sendAll();
    expect(world.rows()).toMatchObject([{ state: 'sent', attempt: 1 }]);
  });

  test('is left alone when it stands for another day by the time of its turn', async () => {
    const world = await aPlannedBirthday();
    const [row] = world.rows();
    const [message] = world.offered;
    if (row === undefined || message === undefined) throw new Error('nothing was planned');
    const at = '2027-03-14T00:01:00.000Z';
    const pace = {
      turn: async () => {
        await world.keep(aCustomer('C1', { birthday: '2000-03-15' }));
        await world.tools.sendLog.move(row, ['planned'], { state: 'cancelled', reason: 'date-changed', at });
        const moved = { date: '2000-03-15', dueOn: '2027-03-15' };
        await world.tools.sendLog.move(row, ['cancelled'], { state: 'planned', reason: '', at, ...moved });
        return { kind: 'go' } as const;
      },
    };
    await sendMail({ ...world.tools, pace }, message);
    expect(world.mails).toEqual([]);
    expect(world.rows()).toMatchObject([{ state: 'planned', dueOn: '2027-03-15' }]);
  });

  test('stays when somebody says "no" while it waits for its turn', async () => {
    const world = await aPlannedBirthday();
    const [message] = world.offered;
    const pace = {
      turn: async () => {
        const subject = { kind: 'customer', id: 'C1' } as const;
        await world.tools.refusals.optOut([subject], 'marketing', '2027-03-14T00:00:00Z', 'page');
        return { kind: 'go' } as const;
      },
    };
    await sendMail({ ...world.tools, pace }, message ?? { customer: '', key: '' });
    expect(outcome(world)).toEqual(['skipped opted-out']);
    expect(world.mails).toEqual([]);
  });

  test('does not leave for the old day when it was moved to another one meanwhile', async () => {
    const world = await aPlannedBirthday();
    const [message] = world.offered;
    const [row] = world.rows();
    const pace = {
      turn: async () => {
        const at = '2027-03-14T00:00:01.000Z';
        const moving = { state: 'cancelled', reason: 'date-changed', at } as const;
        if (row !== undefined) {
          await world.tools.sendLog.move(row, ['planned'], moving);
          await world.tools.sendLog.move(row, ['cancelled'], {
            ...{ state: 'planned', reason: '', at },
            dueOn: '2027-04-01',
          });
        }
        return { kind: 'go' } as const;
      },
    };
    await sendMail({ ...world.tools, pace }, message ?? { customer: '', key: '' });
    expect(world.mails).toEqual([]);
    expect(world.rows()).toMatchObject([{ state: 'planned', dueOn: '2027-04-01', attempt: 0 }]);
  });

  test('takes no turn when it is not to be sent any more', async () => {
    const world = await aPlannedBirthday();
    const [message] = world.offered;
    await world.sendAll();
    const pace = {
      turn: async () => {
        throw new Error('A turn was taken');
      },
    };
    await sendMail({ ...world.tools, pace }, message ?? { customer: '', key: '' });
    expect(outcome(world)).toEqual(['sent']);
  });
});
