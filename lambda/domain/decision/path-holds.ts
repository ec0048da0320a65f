import type { DatePath, Hop } from '../campaign/campaign.ts';
import { type StoredRecord, textOf } from '../records/record.ts';

/** One reference that a way from a date to its customer is made of. */
interface Edge extends Hop {
  readonly from: string;
}

/** The records of a way, and the ids of all that it led by, as it was when it was found. */
export interface Way {
  readonly customer: StoredRecord;
  readonly onPath: Readonly<Record<string, StoredRecord>>;
  readonly path: Readonly<Record<string, string>>;
}

/** Whether a date still concerns the customer by the way on which it was found: an enrolment may be gone or be another's. */
export function pathHolds(path: DatePath, way: Way): boolean {
  const ids: Readonly<Record<string, string>> = { ...way.path, customer: way.customer.id };
  const records: Readonly<Record<string, StoredRecord>> = { ...way.onPath, customer: way.customer };
  return edgesOf(path).every(({ from, field, target }) => {
    const record = records[from];
    return record !== undefined && textOf(record, field) === ids[target];
  });
}

function edgesOf({ base, hops, reach }: DatePath): readonly Edge[] {
  const edges = chain(base, hops);
  if (reach.kind === 'self') return edges;
  const via = chain(base, reach.via);
  const end = via.at(-1)?.target ?? base;
  if (reach.kind === 'reference') return [...edges, ...via, { from: end, field: reach.field, target: 'customer' }];
  const { type, meets, joins, baseField, customerField, customerVia } = reach;
  const toMeeting = chain(type, joins);
  const toCustomer = chain(type, customerVia);
  return [
    ...edges,
    ...via,
    ...(baseField === undefined ? [] : [{ from: end, field: baseField, target: meets.target }]),
    ...toMeeting,
    { ...meets, from: toMeeting.at(-1)?.target ?? type },
    ...toCustomer,
    { from: toCustomer.at(-1)?.target ?? type, field: customerField, target: 'customer' },
  ];
}

function chain(start: string, hops: readonly Hop[] = []): readonly Edge[] {
  return hops.map((hop, index) => ({ ...hop, from: hops[index - 1]?.target ?? start }));
}
