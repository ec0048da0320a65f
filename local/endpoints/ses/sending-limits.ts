import type { LocalClock } from '../../virtual-clock.ts';
import type { SendQuota } from './account-answers.ts';
import { isSimulatorAddress } from './simulator.ts';

/** SES's two limits, counted in recipients: a rolling 24-hour quota (−1 = none) and a rate per second. */
export interface SendingLimitsOptions {
  readonly max24HourSend: number;
  readonly maxSendRate: number;
  /** How many recipients may go at once after a rest. */
  readonly burst: number;
  /** Time of the quota. */
  readonly clock: LocalClock;
  /** Time of the rate. */
  readonly rateClock: LocalClock;
}

/** Counts what was sent. `take…` answers false and takes nothing where the limit is reached. */
export interface SendingLimits {
  hasQuotaFor(destinations: readonly string[]): boolean;
  takeRate(recipients: number): boolean;
  count(destinations: readonly string[], atMs: number): void;
  sentLast24Hours(): number;
  /** The limits and what was sent, in the words of SES. */
  sendQuota(): SendQuota;
  /** Sets other limits. */
  raise(limits: Partial<Pick<SendingLimitsOptions, 'max24HourSend' | 'maxSendRate'>>): void;
  /** Forgets all that was counted against the quota. */
  reset(): void;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Starts with a full burst and nothing sent. */
export function createSendingLimits(options: SendingLimitsOptions): SendingLimits {
  const { burst, clock, rateClock } = options;
  let { max24HourSend, maxSendRate } = options;
  let window: { atMs: number; recipients: number }[] = [];
  let sent = 0;
  let tokens = burst;
  let refilledAtMs = rateClock.nowMs();

  const sentLast24Hours = () => {
    const from = clock.nowMs() - dayMs;
    const fresh = window.findIndex(({ atMs }) => atMs > from);
    const gone = window.splice(0, fresh === -1 ? window.length : fresh);
    sent -= gone.reduce((sum, { recipients }) => sum + recipients, 0);
    return sent;
  };
  return {
    sentLast24Hours,
    sendQuota: () => ({
      Max24HourSend: max24HourSend,
      MaxSendRate: maxSendRate,
      SentLast24Hours: sentLast24Hours(),
    }),
    raise(limits) {
      ({ max24HourSend = max24HourSend, maxSendRate = maxSendRate } = limits);
    },
    hasQuotaFor: (destinations) => max24HourSend === -1 || sentLast24Hours() + counted(destinations) <= max24HourSend,
    takeRate(recipients) {
      const nowMs = rateClock.nowMs();
      tokens = Math.min(burst, tokens + ((nowMs - refilledAtMs) / 1000) * maxSendRate);
      refilledAtMs = nowMs;
      // A mail to more people than the burst has room for must still be able to leave: the bucket goes into debt.
      if (tokens < Math.min(recipients, burst)) return false;
      tokens -= recipients;
      return true;
    },
    count(destinations, atMs) {
      const recipients = counted(destinations);
      window.push({ atMs, recipients });
      sent += recipients;
    },
    reset() {
      window = [];
      sent = 0;
    },
  };
}

// Mail to the simulator does not count against the quota, but does against the rate.
function counted(destinations: readonly string[]): number {
  return destinations.filter((address) => !isSimulatorAddress(address)).length;
}
