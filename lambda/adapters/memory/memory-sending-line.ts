import type { SendingLine } from '../../ports.ts';
import { nonsenseFromMs } from '../sending/line-end.ts';

/** The line of mails in memory: for tests. */
export function createMemorySendingLine(): SendingLine {
  let endsAtMs = Number.NEGATIVE_INFINITY;
  return {
    async join({ nowMs, spanMs, latestMs }) {
      const fromMs = endsAtMs < nowMs || endsAtMs > nonsenseFromMs(nowMs) ? nowMs : endsAtMs;
      const taken = fromMs <= latestMs;
      if (taken) endsAtMs = fromMs + spanMs;
      return { taken, fromMs };
    },
  };
}
