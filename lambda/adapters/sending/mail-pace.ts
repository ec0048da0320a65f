import { countedRoom } from '../../domain/sending/counted-room.ts';
import { mailSpacingMs } from '../../domain/sending/mail-spacing.ts';
import type { Clock, MailGate, MailPace, SendingLine, SendingQuotas, SendingRoom, Turn } from '../../ports.ts';
import { sleep as realSleep, systemClock } from '../../runtime/system-clock.ts';
import { readSometimes } from './read-sometimes.ts';
import { standInLine } from './stand-in-line.ts';

/** What keeping the pace needs. */
export interface MailPaceOptions {
  readonly quotas: Pick<SendingQuotas, 'read'> & SendingRoom;
  readonly line: SendingLine;
  readonly gate: Pick<MailGate, 'read'>;
  /** This stage's share of the account, above 0 to 1. @default 1 */
  readonly share?: number | undefined;
  readonly clock?: Clock;
  readonly sleep?: (ms: number) => Promise<void>;
}

type Held = Exclude<Turn, { readonly kind: 'go' }>;
type Place = { readonly kind: 'place'; readonly atMs: number } | Held;

interface Ask {
  readonly patienceMs: number;
  readonly answer: (place: Place) => void;
  readonly fail: (error: unknown) => void;
}

const readEveryMs = 5_000;
/** A hundred mails at a time, the most that the send queue hands out, at one a second. */
const usualPatienceMs = 130_000;
const lineRetryMs = 60_000;
const roomRetryMs = 15 * 60_000;
const readings = 3;

/**
 * Gives each mail a place in the one line of all senders, evenly spaced, and sleeps until then. Mails of one process
 * that ask while an answer is under way share the next call. Throws what the stores throw.
 */
export function createMailPace(options: MailPaceOptions): MailPace {
  const { quotas, line, share = 1, clock = systemClock, sleep = realSleep } = options;
  const quota = readSometimes(() => quotas.read(), readEveryMs, clock);
  const gate = readSometimes(() => options.gate.read(), readEveryMs, clock);
  /** The reading whose room was found used up. */
  let usedUp: string | undefined;
  let asks: Ask[] = [];
  let isServing = false;

  async function whileClosed(): Promise<Held | undefined> {
    const now = await gate.read();
    if (now.state === 'open') return undefined;
    const retryAfterMs = Math.max(lineRetryMs, Date.parse(now.until) - clock.nowMs());
    return held(retryAfterMs, now.cause === 'daily-quota' ? 'quota' : 'paused');
  }

  /** Whether the last reading of the 24-hour quota leaves room for one more mail, which is then counted. */
  async function hasRoom(): Promise<boolean> {
    for (let reading = 0; reading < readings; reading += 1) {
      const known = await quota.read();
      const room = known && countedRoom(known, share, clock.nowMs());
      if (known === undefined || room === undefined) return true;
      const answer = await quotas.take(known.readAt, room);
      if (answer === 'taken') return true;
      if (answer === 'full') {
        usedUp = known.readAt;
        return false;
      }
      quota.forget();
    }
    return false;
  }

  async function placesFor(patienceMs: readonly number[]): Promise<readonly Place[]> {
    const known = await quota.read();
    const spacingMs = mailSpacingMs(known, share);
    if (spacingMs === Number.POSITIVE_INFINITY || (usedUp !== undefined && usedUp === known?.readAt)) {
      return patienceMs.map(() => held(roomRetryMs));
    }
    const { placesMs, fromMs } = await standInLine({ line, clock }, patienceMs, spacingMs);
    const late = held(Math.max(lineRetryMs, fromMs - clock.nowMs()));
    return placesMs.map((atMs) => (atMs === undefined ? late : { kind: 'place', atMs }));
  }

  async function serve(): Promise<void> {
    isServing = true;
    while (asks.length > 0) {
      const served = asks;
      asks = [];
      try {
        const places = await placesFor(served.map(({ patienceMs }) => patienceMs));
        for (const [index, { answer }] of served.entries()) answer(places[index] ?? held(lineRetryMs));
      } catch (error) {
        for (const { fail } of served) fail(error);
      }
    }
    isServing = false;
  }

  function askForPlace(patienceMs: number): Promise<Place> {
    const { promise, resolve, reject } = Promise.withResolvers<Place>();
    asks.push({ patienceMs, answer: resolve, fail: reject });
    if (!isServing) void serve();
    return promise;
  }

  return {
    async turn(patienceMs = usualPatienceMs) {
      const place = (await whileClosed()) ?? (await askForPlace(patienceMs));
      if (place.kind === 'held') return place;
      const waitMs = place.atMs - clock.nowMs();
      if (waitMs > 0) await sleep(waitMs);
      const closed = await whileClosed();
      if (closed !== undefined) return closed;
      // Only now: what is counted long before it leaves would be missing in a reading that is made in between.
      return (await hasRoom()) ? { kind: 'go' } : held(roomRetryMs);
    },
  };
}

function held(retryAfterMs: number, reason: Held['reason'] = 'quota'): Held {
  return { kind: 'held', reason, retryAfterMs };
}
