import { describe, expect, test } from 'vitest';
import type { GateCause } from '../../lambda/domain/sending/mail-gate.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { MailOutcome } from '../../lambda/ports.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const quota = { maxSendRate: 14, max24HourSend: 1_000, sentLast24Hours: 0 };

/** A world whose account says what it is told to, with one birthday planned at nine. */
async function aDay(stage: Partial<StageConfig> = {}) {
  const world = aWorld({ stage });
  const says: { quota: typeof quota | Error; hindrance: GateCause | Error | undefined } = {
    quota,
    hindrance: undefined,
  };
  const answer = <T>(value: T | Error) => {
    if (value instanceof Error) throw value;
    return value;
  };
  world.tools.account.quota = async () => answer(says.quota);
  world.tools.account.hindrance = async () => answer(says.hindrance);
  const logged: string[] = [];
  const log = (event: string) => void logged.push(event);
  Object.assign(world.tools, { log: { info: log, warn: log, error: log } });
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion());
  await world.run('birthday', '2027-03-14');
  return {
    ...{ world, says, logged },
    gate: () => world.tools.gate.read(),
    told: () => world.notices.flatMap((notice) => (notice.kind === 'gate' ? [`${notice.state} ${notice.cause}`] : [])),
    /** Sweeps on the 14th (or another day of March) and lets everything go on that may. */
    async at(time: string) {
      world.moveTo(`2027-03-${time.includes('T') ? time : `14T${time}`}:00+09:00`);
      await world.sweep();
      await world.planAll();
      await world.sendAll();
    },
  };
}

const held = (cause: GateCause): MailOutcome => ({
  ...{ kind: 'held', reason: cause === 'daily-quota' ? 'quota' : 'paused', retryAfterMs: 900_000, error: 'No.', cause },
});

describe('the gate of all mail', () => {
  test('keeps the quota as it was read for the senders', async () => {
    const day = await aDay();
    await day.at('09:05');
    expect(await day.world.tools.quotas.read()).toEqual({ ...quota, readAt: '2027-03-14T00:05:00.000Z' });
    expect(await day.gate()).toEqual({ state: 'open' });
  });

  test.each<GateCause>(['account-paused', 'configuration-set-missing', 'mail-from-not-verified', 'sandbox'])(
    'closes before a mail is tried when the account is not ready, and opens when it is: %s',
    async (cause) => {
      const day = await aDay();
      day.says.hindrance = cause;
      await day.world.sweep();
      expect(await day.gate()).toMatchObject({ state: 'closed', cause, since: '2027-03-14T00:00:00.000Z' });
      expect(day.told()).toEqual([`closed ${cause}`]);
      expect(day.logged).toContain('gate-closed');
      day.says.hindrance = undefined;
      await day.at('09:30');
      expect(await day.gate()).toMatchObject({ state: 'open' });
      await day.at('09:45');
      expect(day.told()).toEqual([`closed ${cause}`, `open ${cause}`]);
      await day.at('10:00');
      expect(day.told()).toHaveLength(2);
    },
  );

  test('closes when SES refuses a mail for all mails, and the row waits; it opens once SES may be tried again', async () => {
    const day = await aDay();
    day.world.answerWith(() => held('account-paused'));
    await day.world.sendAll();
    expect(day.world.rows()).toMatchObject([{ state: 'waiting', reason: 'paused' }]);
    expect(await day.gate()).toMatchObject({ state: 'closed', cause: 'account-paused', error: 'No.' });
    await day.at('09:05');
    expect(day.told()).toEqual(['closed account-paused']);
    await day.at('09:14');
    expect(await day.gate()).toMatchObject({ state: 'closed' });
    day.world.answerWith(() => ({ kind: 'accepted', messageId: 'm' }));
    await day.at('09:15');
    expect(await day.gate()).toMatchObject({ state: 'open' });
    expect(day.world.rows()).toMatchObject([{ state: 'sent' }]);
  });

  test('stays open when a mail is held for itself only', async () => {
    const day = await aDay();
    day.world.answerWith(() => ({ kind: 'held', reason: 'quota', retryAfterMs: 60_000, error: 'rate' }));
    await day.world.sendAll();
    expect(await day.gate()).toEqual({ state: 'open' });
  });

  test('is not opened for a handful of mails of the day’s quota, and then lets what waits go in the same sweep', async () => {
    const day = await aDay();
    day.world.answerWith(() => held('daily-quota'));
    await day.world.sendAll();
    day.world.answerWith(() => ({ kind: 'accepted', messageId: 'm' }));
    for (const [time, sentLast24Hours] of [
      ['09:20', 1_000],
      ['09:25', 999],
      ['09:30', 901],
    ] as const) {
      day.says.quota = { ...quota, sentLast24Hours };
      await day.at(time);
      expect(await day.gate()).toMatchObject({ state: 'closed', cause: 'daily-quota' });
      expect(day.world.planned).toEqual([]);
      expect(day.world.rows()).toMatchObject([{ state: 'waiting', reason: 'quota' }]);
    }
    day.says.quota = { ...quota, sentLast24Hours: 900 };
    await day.at('09:35');
    expect(day.world.rows()).toMatchObject([{ state: 'sent' }]);
    expect(day.world.mails).toHaveLength(2);
    await day.at('09:50');
    expect(day.told()).toEqual(['closed daily-quota', 'open daily-quota']);
  });

  test('closes when the quota is used up and mails wait for it, also where SES has refused none', async () => {
    const day = await aDay();
    day.says.quota = { ...quota, sentLast24Hours: 1_000 };
    await day.world.sweep();
    expect(await day.gate()).toEqual({ state: 'open' });
    day.world.turnWith({ kind: 'held', reason: 'quota', retryAfterMs: 900_000 });
    await day.at('09:05');
    await day.at('09:10');
    expect(await day.gate()).toMatchObject({ state: 'closed', cause: 'daily-quota' });
  });

  test('lets a row expire that has grown too old behind it', async () => {
    const day = await aDay();
    day.world.answerWith(() => held('account-paused'));
    day.says.hindrance = 'account-paused';
    await day.world.sendAll();
    await day.at('17T23:55');
    expect(day.world.rows()).toMatchObject([{ state: 'waiting' }]);
    await day.at('18T00:01');
    expect(day.world.rows()).toMatchObject([{ state: 'expired' }]);
    expect(await day.gate()).toMatchObject({ state: 'closed' });
  });

  test('stays as it is when the account does not answer', async () => {
    const day = await aDay();
    day.says.quota = new Error('no answer');
    day.says.hindrance = new Error('no answer');
    await day.world.sweep();
    expect(await day.gate()).toEqual({ state: 'open' });
    day.says.hindrance = 'sandbox';
    await day.world.sweep();
    for (const [saysQuota, hindrance] of [
      [new Error('no answer'), undefined],
      [quota, new Error('no answer')],
    ] as const) {
      Object.assign(day.says, { quota: saysQuota, hindrance });
      await day.world.sweep();
      expect(await day.gate()).toMatchObject({ state: 'closed', cause: 'sandbox' });
    }
  });

  test('is open in a sandbox that is meant, also when one recipient is not verified', async () => {
    const day = await aDay({ sendInSandbox: true });
    day.says.hindrance = 'sandbox';
    await day.world.sweep();
    day.world.answerWith(() => held('sandbox'));
    await day.world.sendAll();
    expect(day.world.rows()).toMatchObject([{ state: 'waiting', reason: 'paused' }]);
    expect(await day.gate()).toEqual({ state: 'open' });
    day.says.hindrance = 'mail-from-not-verified';
    await day.world.sweep();
    expect(await day.gate()).toMatchObject({ state: 'closed' });
  });

  test('is told of again by the next sweep when the card could not be put on its queue', async () => {
    const day = await aDay();
    day.says.hindrance = 'account-paused';
    const { notify } = day.world.tools.queues;
    day.world.tools.queues.notify = async () => {
      throw new Error('no answer');
    };
    await expect(day.world.sweep()).rejects.toThrow('no answer');
    expect(await day.gate()).toMatchObject({ state: 'closed' });
    day.world.tools.queues.notify = notify;
    await day.at('09:05');
    expect(day.told()).toEqual(['closed account-paused']);
  });

  test('opens for little room, too, once a day has passed in which no more became free: others may use the rest', async () => {
    const day = await aDay();
    day.says.quota = { ...quota, sentLast24Hours: 1_000 };
    day.world.answerWith(() => held('daily-quota'));
    await day.at('09:05');
    day.says.quota = { ...quota, sentLast24Hours: 950 };
    await day.at('18:00');
    expect(await day.gate()).toMatchObject({ state: 'closed', cause: 'daily-quota' });
    day.world.answerWith(() => ({ kind: 'accepted', messageId: 'm' }));
    await day.at('15T09:10');
    expect(await day.gate()).toMatchObject({ state: 'open' });
    expect(day.world.rows()).toMatchObject([{ state: 'sent' }]);
  });

  test('opens and closes without a word while SES refuses what it says it would take', async () => {
    const day = await aDay();
    day.world.answerWith(() => held('account-paused'));
    await day.world.sendAll();
    for (let minutes = 5; minutes <= 240; minutes += 5) {
      const time = `${String(9 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
      await day.at(time);
    }
    expect(day.told()).toEqual(['closed account-paused']);
    expect(await day.gate()).toMatchObject({ state: 'closed', since: '2027-03-14T00:00:00.000Z' });
    // One mail each quarter of an hour tries whether it is true.
    expect(day.world.mails.length).toBeLessThanOrEqual(17);
  });
});
