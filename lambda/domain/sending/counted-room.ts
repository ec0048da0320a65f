import type { SendingQuota } from './sending-quota.ts';

/** Three of sweep's readings: by then there is a newer one, or nobody reads any more. */
const countedMs = 15 * 60_000;
const dayMs = 24 * 60 * 60_000;

/**
 * How many mails this stage may count against the last reading of the 24-hour quota; undefined while the edge is so far
 * that nothing needs counting. What was sent uncounted before, at most the full rate since the reading, is taken off.
 */
export function countedRoom(quota: SendingQuota, share: number, nowMs: number): number | undefined {
  const ageMs = Math.max(0, nowMs - Date.parse(quota.readAt));
  // What had been sent then is outside the 24 hours now: only SES knows, and says so.
  if (quota.max24HourSend < 0 || ageMs >= dayMs) return undefined;
  const room = quota.max24HourSend - quota.sentLast24Hours;
  const within = (ms: number) => (quota.maxSendRate * ms) / 1_000;
  if (room >= within(ageMs + countedMs)) return undefined;
  return Math.max(0, Math.floor(share * Math.min(room, within(countedMs))));
}
