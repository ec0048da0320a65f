import { type NewRecord, type RecordRef, recordName } from '../../domain/records/record.ts';
import type { CustomerStore, EventTimes, Log } from '../../ports.ts';
import { type ErasedTools, isOfErased } from './is-erased.ts';

/** What storing what events say of records needs. */
export interface RecordChangeTools extends ErasedTools {
  readonly customers: Pick<CustomerStore, 'putMany' | 'removeMany' | 'addExtraColumns'>;
  readonly eventTimes: EventTimes;
  readonly log: Log;
}

/** When an event says that it is, ISO UTC, and which system it comes from. */
export interface EventOrigin {
  readonly id: string;
  readonly at: string;
  readonly source: string;
}

/** Under this name the removal of a record is noted among its fields. */
const REMOVAL = '';

/** Stores the fields of which no later event has spoken. Repeating it changes nothing. */
export async function takeUpsert(
  tools: RecordChangeTools,
  { record, extraColumns }: { readonly record: NewRecord; readonly extraColumns: readonly string[] },
  { id, at, source }: EventOrigin,
): Promise<void> {
  const { log, customers, eventTimes } = tools;
  // Asked first, so that not even a note of when they were spoken of is made.
  if (await isOfErased(tools, record)) return log.info('event-of-erased', { event: id });
  await eventTimes.inTurn(record, at, async (times) => {
    const isOvertaken = (field: string) => (times[field] ?? '') > at || (times[REMOVAL] ?? '') > at;
    const newest = withFields(record, (field) => !isOvertaken(field));
    const { covers = [] } = newest;
    // An event that names the id alone makes the record, unless it has been taken away since.
    const isLate = covers.length < (record.covers?.length ?? 0) || (times[REMOVAL] ?? '') > at;
    if (isLate) log.info('event-overtaken', { event: id, record: recordName(record) });
    if (isLate && covers.length === 0) return [];
    if (extraColumns.length > 0) await customers.addExtraColumns(record.type, extraColumns);
    const [result = 'unchanged'] = await customers.putMany([newest], source);
    log.info('event-taken', { event: id, record: recordName(record), result });
    return covers;
  });
}

/** Takes a record away, unless a later event has spoken of it. Repeating it changes nothing. */
export async function takeRemoval(tools: RecordChangeTools, ref: RecordRef, { id, at }: EventOrigin): Promise<void> {
  const { customers, eventTimes, log } = tools;
  // Other systems forget them, too, and often later.
  if (await isOfErased(tools, { ...ref, fields: {} })) return log.info('event-of-erased', { event: id });
  await eventTimes.inTurn(ref, at, async (times) => {
    if (Object.values(times).some((time) => time > at)) {
      log.info('event-overtaken', { event: id, record: recordName(ref) });
      return [];
    }
    const [isRemoved = false] = await customers.removeMany([ref]);
    log.info('event-taken', { event: id, record: recordName(ref), result: isRemoved ? 'removed' : 'unchanged' });
    return [REMOVAL];
  });
}

function withFields(record: NewRecord, isKept: (field: string) => boolean): NewRecord {
  const fields = Object.fromEntries(Object.entries(record.fields).filter(([key]) => isKept(key)));
  const suspects = (record.suspects ?? []).filter(isKept);
  const { type, id, covers = [] } = record;
  return { type, id, fields, covers: covers.filter(isKept), ...(suspects.length > 0 && { suspects }) };
}
