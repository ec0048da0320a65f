import type { SendingQuota } from './sending-quota.ts';

/** Mails a second while nobody has read the quota: what SES allows every account. */
const unreadRate = 1;
/** What is left over lets the account recover from mails that took no turn, such as those to colleagues. */
const usedShare = 0.98;
/** How much later or earlier than planned a mail reaches SES: clocks differ, reads and connections take their time. */
const jitterMs = 200;

/**
 * How far apart this stage's mails leave, in milliseconds: `share` of the account's rate. Infinity when it may send none.
 * SES lets a second's worth go at once (its guide, "sending quotas": short bursts), which swallows the jitter; an account
 * of about one mail a second has no such slack, and the jitter is added.
 */
export function mailSpacingMs(quota: Pick<SendingQuota, 'maxSendRate'> | undefined, share: number): number {
  const perSecond = quota?.maxSendRate ?? unreadRate;
  if (perSecond <= 0 || share <= 0) return Number.POSITIVE_INFINITY;
  const slackMs = Math.max(0, 1_000 - 1_000 / perSecond);
  const ownMs = 1_000 / (usedShare * perSecond);
  return Math.max(ownMs, 1_000 / perSecond + Math.max(0, jitterMs - slackMs)) / share;
}
