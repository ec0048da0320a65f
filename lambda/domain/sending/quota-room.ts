import type { SendingQuota } from './sending-quota.ts';

const worthwhileMs = 10 * 60_000;
const worthwhileShare = 0.1;

/** Whether nothing is left of this stage's share (above 0 to 1) of the 24-hour quota. */
export function isUsedUp(quota: SendingQuota, share: number): boolean {
  return roomOf(quota, share) < 1;
}

/**
 * Whether so much of the 24-hour quota is free again that it pays to go on: ten minutes at the full rate, or a tenth of
 * the quota. For a handful, mails would start and stop all day.
 */
export function isWorthwhile(quota: SendingQuota, share: number): boolean {
  const { maxSendRate, max24HourSend } = quota;
  const needed = share * Math.min((maxSendRate * worthwhileMs) / 1_000, max24HourSend * worthwhileShare);
  return roomOf(quota, share) >= Math.max(1, Math.floor(needed));
}

function roomOf({ max24HourSend, sentLast24Hours }: SendingQuota, share: number): number {
  if (max24HourSend < 0) return Number.POSITIVE_INFINITY;
  return Math.floor(share * (max24HourSend - sentLast24Hours));
}
