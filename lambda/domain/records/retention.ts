/** How long events are kept after they came: no campaign's `oncePer` or delay looks back further than a year. */
export const eventDays = 400;
/** How long it is remembered that a record was there: far longer than anything that was on its way can still arrive. */
export const tombstoneDays = 400;

const DAY_S = 86_400;

/** The epoch second from which a record that is put now counts as gone; undefined for types that stay. */
export function recordExpiry(type: string, nowMs: number): number | undefined {
  return type === 'event' ? daysFrom(nowMs, eventDays) : undefined;
}

/** The epoch second from which nobody needs to know any more that there was a record. */
export function tombstoneExpiry(nowMs: number): number {
  return daysFrom(nowMs, tombstoneDays);
}

/** True when something that is kept until an epoch second is past it; DynamoDB's TTL deletes days later. */
export function isExpired(expiresAt: number | undefined, nowMs: number): boolean {
  return expiresAt !== undefined && expiresAt * 1_000 <= nowMs;
}

function daysFrom(nowMs: number, days: number): number {
  return Math.floor(nowMs / 1_000) + days * DAY_S;
}
