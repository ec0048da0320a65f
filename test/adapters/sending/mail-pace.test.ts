import { describe, expect, test } from 'vitest';
import { createMemorySendingLine } from '../../../lambda/adapters/memory/memory-sending-line.ts';
import { createMemorySendingQuotas } from '../../../lambda/adapters/memory/memory-sending-quotas.ts';
import { createMailPace } from '../../../lambda/adapters/sending/mail-pace.ts';
import type { GateState } from '../../../lambda/domain/sending/mail-gate.ts';
import type { SendingQuota } from '../../../lambda/domain/sending/sending-quota.ts';
import type { Stretch, Turn } from '../../../lambda/ports.ts';
import { createVirtualTime } from '../../support/virtual-time.ts';

const startMs = Date.parse('2027-03-14T09:00:00Z');
const plenty: SendingQuota = {
  ...{ maxSendRate: 10, max24HourSend: 50_000, sentLast24Hours: 0 },
  readAt: '2027-03-14T08:59:00.000Z',
};

function aSender(options: { readonly quota?: SendingQuota | undefined; readonly share?: number } = {}) {
  const { quota = plenty, share } = options;
  const time = createVirtualTime(startMs);
  const stretches: Stretch[] = [];
  const quotas = createMemorySendingQuotas('quota' in options ? options.quota : quota);
  const line = createMemorySendingLine();
  let gate: GateState = { state: 'open' };
  let gateReads = 0;
  const pace = createMailPace({
    ...{ share, quotas, clock: time, sleep: time.sleep },
    line: {
      join(stretch) {
        stretches.push(stretch);
        return line.join(stretch);
      },
    },
    gate: {
      async read() {
        gateReads += 1;
        return gate;
      },
    },
  });
  /** Lets so many mails ask at once; answers after how many milliseconds each went, or why it did not. */
  async function ask(mails: number, patienceMs?: number) {
    const beganMs = time.nowMs();
    const one = async () => {
      const turn = await pace.turn(patienceMs);
      return turn.kind === 'go' ? Math.round(time.nowMs() - beganMs) : turn;
    };
    return time.during(Promise.all(Array.from({ length: mails }, one)));
  }
  return {
    ...{ time, pace, quotas, stretches, ask },
    gateReads: () => gateReads,
    setGate(next: GateState) {
      gate = next;
    },
  };
}

const closed = (cause: Extract<GateState, { readonly state: 'closed' }>['cause'], until: string): GateState => ({
  ...{ state: 'closed', cause, until, error: '', since: '2027-03-14T08:00:00.000Z' },
});
const heldFor = (retryAfterMs: number, reason: 'quota' | 'paused' = 'quota'): Turn => ({
  ...{ kind: 'held', reason, retryAfterMs },
});

describe('mails that ask for their turn', () => {
  test('go one after the other, evenly spaced, a little under the account’s rate', async () => {
    expect(await aSender().ask(5)).toEqual([0, 102, 204, 306, 408]);
  });

  test('share one call while another is under way', async () => {
    const sender = aSender();
    await sender.ask(10);
    expect(sender.stretches.map(({ spanMs }) => Math.round(spanMs))).toEqual([102, 918]);
  });

  test('go at one a second, and not quite, until somebody has read the quota', async () => {
    expect(await aSender({ quota: undefined }).ask(3)).toEqual([0, 1_200, 2_400]);
  });

  test('go by a reading that is days old', async () => {
    const old = { ...plenty, readAt: '2027-03-11T09:00:00.000Z', max24HourSend: 100, sentLast24Hours: 100 };
    expect(await aSender({ quota: old }).ask(2)).toEqual([0, 102]);
  });

  test('go at the stage’s share of the rate', async () => {
    expect(await aSender({ share: 0.5 }).ask(2)).toEqual([0, 204]);
  });

  test('wait in the log when their turn would come too late, and others still go', async () => {
    const sender = aSender();
    expect(await sender.ask(4, 250)).toEqual([0, 102, 204, heldFor(60_000)]);
  });

  test('wait when the account may send nothing', async () => {
    expect(await aSender({ quota: { ...plenty, maxSendRate: 0 } }).ask(1)).toEqual([heldFor(900_000)]);
  });

  test('go at a new rate within seconds of its reading', async () => {
    const sender = aSender();
    await sender.ask(1);
    await sender.quotas.note({ ...plenty, maxSendRate: 100 });
    await sender.time.during(sender.time.sleep(5_000));
    expect(await sender.ask(2)).toEqual([0, 10]);
  });

  test('hear of a store that fails, and the next ones are served', async () => {
    const { time, quotas } = aSender();
    let calls = 0;
    const line = createMemorySendingLine();
    const pace = createMailPace({
      ...{ quotas, clock: time, sleep: time.sleep, gate: { read: async () => ({ state: 'open' }) } },
      line: {
        async join(stretch) {
          calls += 1;
          if (calls === 1) throw new Error('The table is away');
          return line.join(stretch);
        },
      },
    });
    await expect(pace.turn()).rejects.toThrow('The table is away');
    expect(await pace.turn()).toEqual({ kind: 'go' });
  });
});

describe('near the edge of the 24-hour quota', () => {
  const near = { ...plenty, max24HourSend: 1_000, sentLast24Hours: 997 };

  test('as many mails go as there is room for; the others wait for another reading', async () => {
    const sender = aSender({ quota: near });
    const held = heldFor(900_000);
    expect(await sender.ask(5)).toEqual([0, 102, 204, held, held]);
    sender.stretches.length = 0;
    expect(await sender.ask(1)).toEqual([held]);
    // Those who know that there is no room take nobody's place.
    expect(sender.stretches).toEqual([]);
  });

  test('a new reading gives new room, at once for who runs into the old one', async () => {
    const sender = aSender({ quota: near });
    await sender.ask(2);
    await sender.quotas.note({ ...near, sentLast24Hours: 990, readAt: '2027-03-14T09:00:00.500Z' });
    expect(await sender.ask(1)).toEqual([102]);
    await sender.time.during(sender.time.sleep(5_000));
    expect((await sender.ask(10)).filter((turn) => typeof turn === 'number')).toHaveLength(9);
  });
});

describe('while the gate is closed', () => {
  test('mails wait until it may open: for the quota, or paused', async () => {
    const sender = aSender();
    sender.setGate(closed('daily-quota', '2027-03-14T10:00:00.000Z'));
    expect(await sender.ask(1)).toEqual([heldFor(3_600_000)]);
    await sender.time.during(sender.time.sleep(5_000));
    sender.setGate(closed('account-paused', '2027-03-14T09:00:00.000Z'));
    expect(await sender.ask(1)).toEqual([heldFor(60_000, 'paused')]);
    expect(sender.stretches).toEqual([]);
  });

  test('mails that waited for their turn meanwhile do not go either', async () => {
    const sender = aSender();
    const asked = sender.ask(100);
    sender.setGate(closed('account-paused', '2027-03-14T09:30:00.000Z'));
    const turns = await asked;
    expect(turns.filter((turn) => typeof turn === 'number')).toHaveLength(50);
    expect(turns.at(-1)).toMatchObject({ kind: 'held', reason: 'paused' });
  });

  test('it is read every few seconds, not for each mail', async () => {
    const sender = aSender();
    await sender.ask(40);
    expect(sender.gateReads()).toBe(1);
  });
});
