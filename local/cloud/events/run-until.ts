import type { VirtualClock } from '../../virtual-clock.ts';
import type { LocalQueues } from '../engines/local-queues.ts';
import type { Invoker } from '../functions/invoker.ts';
import type { AcceptFire, Schedules } from './fire-schedules.ts';

/** What moving the clock needs. */
export interface RunUntilOptions {
  readonly clock: VirtualClock;
  readonly schedules: Schedules;
  readonly queues: LocalQueues;
  readonly invoker: Invoker;
  readonly drain: () => Promise<void>;
  /** Ends all running. */
  readonly stop: AbortSignal;
  /** Whose midnight ends a day. */
  readonly timeZone: string;
}

/** How often a rate may follow its own doing before the clock moves on. */
const maxRounds = 10;

/**
 * Answers how to move the clock on, firing what is due in order of time and draining after each moment. Schedules on a
 * rate fire once after something has happened, at the end of each day and at the end: idle time is skipped.
 */
export function createRunUntil(options: RunUntilOptions) {
  const { clock, schedules, queues, invoker, drain, stop } = options;
  const endOfDay = dayEnds(options.timeZone);
  const calls = () => [...invoker.counts().values()].reduce((sum, count) => sum + count, 0);
  let seenCalls = 0;

  return async function runUntil(untilMs: number, accept: AcceptFire = () => true): Promise<void> {
    let cursorMs = clock.nowMs();
    const moveTo = (ms: number) => {
      clock.moveTo(ms);
      cursorMs = Math.max(cursorMs, ms);
    };
    const nextMs = () => Math.min(schedules.nextTimedMs() ?? Infinity, queues.nextDelayedMs() ?? Infinity);
    const fireRates = async (atMs: number) => {
      moveTo(atMs);
      const before = calls();
      await schedules.fireRates(atMs, accept);
      await invoker.settled();
      const own = calls();
      await drain();
      seenCalls = calls();
      // What the rate's own call set off may need looking after again.
      return own > before && seenCalls > own;
    };
    const lookAfter = async (limitMs: number) => {
      for (let round = 0; round < maxRounds; round += 1) {
        const rateMs = schedules.nextRateMs(cursorMs);
        if (rateMs === undefined || rateMs > limitMs || !(await fireRates(rateMs))) return;
      }
    };

    schedules.offerAgain();
    await drain();
    while (!stop.aborted) {
      const limitMs = Math.min(nextMs(), untilMs);
      if (calls() > seenCalls) await lookAfter(limitMs);
      const midnightMs = endOfDay(cursorMs);
      if (midnightMs <= Math.min(nextMs(), untilMs)) {
        const rateMs = schedules.lastRateMs(midnightMs);
        if (rateMs !== undefined) await fireRates(rateMs);
        moveTo(midnightMs);
        continue;
      }
      const atMs = nextMs();
      if (atMs > untilMs) break;
      moveTo(atMs);
      await schedules.fireTimed(atMs, accept);
      await drain();
    }
    if (stop.aborted) return;
    const rateMs = schedules.lastRateMs(untilMs + 1);
    if (rateMs !== undefined) await fireRates(rateMs);
    moveTo(untilMs);
    await drain();
  };
}

/** Answers the end of the calendar day of a moment, in a zone. */
function dayEnds(timeZone: string): (ms: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone });
  return (ms) => {
    const day = format.format(ms);
    // The day changes at a whole minute in every zone of today.
    let low = Math.floor(ms / 60_000);
    let high = low + 26 * 60;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (format.format(middle * 60_000) === day) low = middle;
      else high = middle;
    }
    return high * 60_000;
  };
}
