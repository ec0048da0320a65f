import type { DataRecord, WeekRecords } from '../records.ts';

/** How customers and campaigns stood over time. */
export interface Timeline {
  readonly customers: readonly string[];
  /** A customer's records, oldest first. */
  readonly changes: ReadonlyMap<string, readonly DataRecord[]>;
  /** A campaign's changes, oldest first. */
  readonly published: ReadonlyMap<string, WeekRecords['published']>;
}

export function timelineOf({ data, published }: WeekRecords): Timeline {
  const changes = Map.groupBy(
    data.filter(({ type }) => type === 'customer'),
    ({ id }) => id,
  );
  return { customers: [...changes.keys()], changes, published: Map.groupBy(published, ({ id }) => id) };
}

/** A customer's fields as they stood at an instant. */
export function fieldsAt({ changes }: Timeline, customer: string, atMs: number): DataRecord['fields'] | undefined {
  return changes.get(customer)?.findLast((each) => each.atMs <= atMs)?.fields;
}

/** Whether something held of a customer's record all the time between two instants. */
export function heldThroughout(
  { changes }: Timeline,
  customer: string,
  [fromMs, untilMs]: readonly [number, number],
  holds: (fields: DataRecord['fields']) => boolean,
): boolean {
  const all = changes.get(customer) ?? [];
  const first = all.findLastIndex(({ atMs }) => atMs <= fromMs);
  if (first < 0) return false;
  return all.slice(first).every(({ atMs, fields }) => atMs > untilMs || holds(fields));
}

/** Whether a campaign was switched off, or on, all the time between two instants. */
export function wasEnabledThroughout(
  { published }: Timeline,
  campaign: string,
  [fromMs, untilMs]: readonly [number, number],
  enabled: boolean,
): boolean {
  const all = published.get(campaign) ?? [];
  const first = all.findLastIndex(({ atMs }) => atMs <= fromMs);
  if (first < 0) return false;
  return all.slice(first).every((each) => each.atMs > untilMs || each.enabled === enabled);
}
