import type { IsoDate } from '../../../domain/calendar/plain-date.ts';
import { sendLogDays } from '../../../domain/privacy/retention-days.ts';
import { expiresAt } from '../../../domain/send-log/expires-at.ts';
import type { RunRow } from '../../../ports.ts';
import type { Item, Key } from '../table.ts';

/** Runs that may not be drained are listed in one partition, so that sweep finds them without looking at all others. */
export const OPEN_RUNS_PK = 'open-runs';

// Counts are attributes of their own: DynamoDB promises ADD for top-level attributes only.
const COUNT = 'count#';

/** Where a run's row stands. */
export function runKey(campaign: string, date: IsoDate): Key {
  return { pk: `campaign#${campaign}`, sk: `run#${date}` };
}

/** Where a run is listed while it is open, by date. */
export function openRunKey(campaign: string, date: IsoDate): Key {
  return { pk: OPEN_RUNS_PK, sk: `${date}#${campaign}` };
}

/** The attribute that holds one count. */
export function countAttribute(name: string): string {
  return `${COUNT}${name}`;
}

/** A run as an item, under either key. It is forgotten as the rows of its day are. */
export function toRunItem(key: Key, { counts, ...run }: RunRow): Item {
  const attributes = Object.entries(counts).map(([name, count]) => [countAttribute(name), count]);
  const expires = expiresAt(run.date, { nowMs: Date.parse(run.startedAt), retentionDays: sendLogDays });
  return { ...key, ...run, ...Object.fromEntries(attributes), expiresAt: expires };
}

/** The inverse of `toRunItem`. */
export function fromRunItem(item: Item): RunRow {
  const { campaign, date, startedAt, version, plannedAt, drainedAt, reopenedAt, days, held, heldToldAt, decision } =
    item;
  const counts = Object.entries(item)
    .filter(([attribute]) => attribute.startsWith(COUNT))
    .map(([attribute, count]): [string, number] => [attribute.slice(COUNT.length), count]);
  return {
    campaign,
    date,
    startedAt,
    ...(version !== undefined && { version }),
    ...(plannedAt !== undefined && { plannedAt }),
    ...(drainedAt !== undefined && { drainedAt }),
    ...(reopenedAt !== undefined && { reopenedAt }),
    days,
    ...(held !== undefined && { held }),
    ...(heldToldAt !== undefined && { heldToldAt }),
    ...(decision !== undefined && { decision }),
    counts: Object.fromEntries(counts),
  };
}
