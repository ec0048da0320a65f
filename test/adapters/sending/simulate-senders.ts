import { createMemorySendingLine } from '../../../lambda/adapters/memory/memory-sending-line.ts';
import { createMemorySendingQuotas } from '../../../lambda/adapters/memory/memory-sending-quotas.ts';
import { createMailPace } from '../../../lambda/adapters/sending/mail-pace.ts';
import { sendThrottled } from '../../../lambda/adapters/ses/send-throttled.ts';
import type { MailPace } from '../../../lambda/ports.ts';
import { createSendingLimits } from '../../../local/endpoints/ses/sending-limits.ts';
import { createSeededRandom } from '../../../local/sample-company/seeded-random.ts';
import { createVirtualTime, type VirtualTime } from '../../support/virtual-time.ts';

/** As deployed: calls of the send function at a time, and mails in each. */
const functions = 10;
const batchSize = 10;
const skewMs = 50;

/** What is simulated: stages of one account, each with its own functions, line and backlog. */
export interface Simulation {
  readonly seed: number;
  readonly maxSendRate: number;
  readonly max24HourSend?: number;
  /** One stage with all of the account unless told. */
  readonly shares?: readonly number[];
  /** In all. */
  readonly mails: number;
  /** How often the quota is read, as sweep does. */
  readonly readEveryMs?: number;
  /** How much longer a function's first reads may take. */
  readonly coldMs?: number;
}

/** What SES saw. `usedShare` of the rate is while every stage had a backlog. */
export interface Simulated {
  readonly accepted: number;
  readonly overQuota: number;
  readonly usedShare: number;
  readonly throttledShare: number;
  readonly held: number;
  /** Mails that had had their turn and had not reached SES yet, at most. */
  readonly mostInFlight: number;
}

/** Sends a backlog through SES's limits in virtual time: clocks are up to 50 ms off, everything takes its time. */
export async function simulateSenders(simulation: Simulation): Promise<Simulated> {
  const { seed, maxSendRate, max24HourSend = -1, shares = [1], mails, readEveryMs = 300_000, coldMs = 0 } = simulation;
  const time = createVirtualTime(Date.UTC(2027, 2, 14));
  const startMs = time.nowMs();
  const seeded = createSeededRandom(seed);
  const random = () => seeded.below(1_000_000) / 1_000_000;
  const burst = Math.max(1, maxSendRate);
  const limits = createSendingLimits({ max24HourSend, maxSendRate, burst, clock: time, rateClock: time });
  const between = (fromMs: number, toMs: number) => fromMs + random() * (toMs - fromMs);
  const table = () => time.sleep(random() < 0.01 ? between(50, 200) : between(3, 12));
  const network = () => time.sleep(random() < 0.01 ? between(100, 300) : between(15, 60));
  const acceptedAtMs: number[] = [];
  const emptyAtMs: number[] = [];
  const seen = { calls: 0, throttled: 0, overQuota: 0, held: 0, inFlight: 0, mostInFlight: 0 };

  async function callSes() {
    await network();
    seen.calls += 1;
    const held = {
      kind: 'held',
      reason: 'quota',
      retryAfterMs: 900_000,
      error: 'Daily message quota exceeded.',
    } as const;
    if (!limits.hasQuotaFor(['a@example.com'])) {
      seen.overQuota += 1;
      await network();
      return held;
    }
    if (!limits.takeRate(1)) {
      seen.throttled += 1;
      await network();
      return { kind: 'throttled', error: 'Maximum sending rate exceeded.' } as const;
    }
    limits.count(['a@example.com'], time.nowMs());
    acceptedAtMs.push(time.nowMs());
    await network();
    return { kind: 'accepted', messageId: 'm' } as const;
  }

  async function sendOne(pace: MailPace, clock: VirtualTime, extraMs: number): Promise<boolean> {
    await table();
    const turn = await pace.turn();
    if (turn.kind === 'held') return false;
    seen.inFlight += 1;
    seen.mostInFlight = Math.max(seen.mostInFlight, seen.inFlight);
    await time.sleep(extraMs);
    // The last look, and the claim.
    for (let read = 0; read < 3; read += 1) await table();
    const outcome = await sendThrottled(callSes, { clock, random, sleep: clock.sleep, pace });
    seen.inFlight -= 1;
    await table();
    return outcome.kind === 'accepted';
  }

  async function runStage(share: number): Promise<void> {
    const line = createMemorySendingLine();
    const quotas = createMemorySendingQuotas();
    let backlog = Math.round(mails / shares.length);
    let isOver = false;

    async function sweep(): Promise<void> {
      while (!isOver) {
        const sentLast24Hours = limits.sentLast24Hours();
        await network();
        const readAt = new Date(time.nowMs()).toISOString();
        await quotas.note({ maxSendRate, max24HourSend, sentLast24Hours, readAt });
        await time.sleep(readEveryMs);
      }
    }

    async function runFunction(): Promise<void> {
      const offsetMs = between(-skewMs, skewMs);
      const clock = { ...time, nowMs: () => time.nowMs() + offsetMs };
      const pace = createMailPace({
        ...{ share, clock, sleep: clock.sleep },
        gate: { read: async () => ({ state: 'open' }) },
        line: {
          async join(stretch) {
            await table();
            const joined = await line.join(stretch);
            await table();
            return joined;
          },
        },
        quotas: {
          async read() {
            await table();
            return quotas.read();
          },
          async take(...count) {
            await table();
            return quotas.take(...count);
          },
        },
      });
      let extraMs = between(0, coldMs);
      while (backlog > 0) {
        const batch = Math.min(batchSize, backlog);
        backlog -= batch;
        if (backlog === 0) emptyAtMs.push(time.nowMs());
        const sent = await Promise.all(Array.from({ length: batch }, () => sendOne(pace, clock, extraMs)));
        extraMs = 0;
        seen.held += sent.filter((wasSent) => !wasSent).length;
        await network();
      }
    }

    const sweeping = sweep();
    await time.sleep(1_000);
    await Promise.all(Array.from({ length: functions }, runFunction));
    isOver = true;
    await sweeping;
  }

  await time.during(Promise.all(shares.map(runStage)));
  const untilMs = Math.min(...emptyAtMs);
  const seconds = (untilMs - startMs - 1_000) / 1_000;
  const meanwhile = acceptedAtMs.filter((atMs) => atMs <= untilMs).length;
  return {
    accepted: acceptedAtMs.length,
    overQuota: seen.overQuota,
    usedShare: meanwhile / (maxSendRate * seconds),
    throttledShare: seen.throttled / seen.calls,
    held: seen.held,
    mostInFlight: seen.mostInFlight,
  };
}
