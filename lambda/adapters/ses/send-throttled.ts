import type { Clock, MailOutcome, MailPace } from '../../ports.ts';
import type { SesFailure } from './read-ses-failure.ts';

/** SES took the mail for too much at that moment, and certainly did not send it. */
export type Throttled = Extract<SesFailure, { readonly kind: 'throttled' }>;

/** What trying again needs. */
export interface RetryTools {
  readonly clock: Clock;
  readonly random: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly pace?: MailPace | undefined;
}

const backoffMs: readonly number[] = [300, 600, 1_200, 2_400];
const rateHoldMs = 60_000;
/** The mail is claimed: if its function ended while it waits, nobody would know whether it left. */
const patienceMs = 10_000;

/** Tries a mail again that was throttled for its rate: a few times within ten seconds, each time when it is its turn. */
export async function sendThrottled(
  trySend: () => Promise<MailOutcome | Throttled>,
  { clock, random, sleep, pace }: RetryTools,
): Promise<MailOutcome> {
  const untilMs = clock.nowMs() + patienceMs;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await trySend();
    if (answer.kind !== 'throttled') return answer;
    const pauseMs = backoffMs[attempt];
    const held = { kind: 'held', reason: 'quota', retryAfterMs: rateHoldMs, error: answer.error } as const;
    if (pauseMs === undefined) return held;
    // Senders were throttled together; chance keeps them from coming back together.
    await sleep(pauseMs * (0.5 + random()));
    const turn = await pace?.turn(Math.max(0, untilMs - clock.nowMs()));
    if (turn?.kind === 'held') return { ...held, ...turn };
  }
}
