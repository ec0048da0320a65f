import { localDate } from '../domain/calendar/zone.ts';
import { type NewRecord, recordName, type StoredRecord } from '../domain/records/record.ts';
import type { RecordTypeModel } from '../domain/records/record-model.ts';
import { rereadRecord } from '../domain/records/reread-record.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { Clock, CustomerStore } from '../ports.ts';
import { pagesOf } from './pages-of.ts';

/** What reading all records again needs. */
export interface ReindexTools {
  readonly customers: Pick<CustomerStore, 'find' | 'getMany' | 'putMany' | 'removeMany'>;
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone'>;
  readonly clock: Clock;
}

/** What came of one type. `unreadable` = fields, by record and key, whose text is not of their column's kind. */
export interface Reindexed {
  readonly type: string;
  readonly records: number;
  readonly changed: number;
  readonly unreadable: readonly { readonly record: string; readonly field: string }[];
}

/**
 * Reads every field of a type's records again as its column would now, and writes what is another thing than before, index
 * entries included. What cannot be read is left as it is. Repeating it writes nothing. `tell` hears of each page.
 */
export async function reindexRecords(
  { customers, stage, clock }: ReindexTools,
  type: string,
  tell: (records: number) => void,
): Promise<Reindexed> {
  // Events are in no model: of them only the index may lack something.
  const model = stage.recordModel.find((each) => each.type === type) ?? typeWithoutFields(type);
  const rules = { timeZone: stage.timeZone, today: localDate(clock.nowMs(), stage.timeZone) };
  const unreadable: Reindexed['unreadable'][number][] = [];
  let [records, changed] = [0, 0];
  for await (const ids of pagesOf((cursor) => customers.find({ by: 'type', type }, cursor))) {
    const read = await customers.getMany(ids.map((id) => ({ type, id })));
    const readings = [...read.values()].map((record) => ({ record, ...rereadRecord(record, model, rules) }));
    changed += await put(customers, readings);
    for (const { record, unreadable: fields } of readings)
      unreadable.push(...fields.map((field) => ({ record: recordName(record), field })));
    records += read.size;
    tell(records);
  }
  return { type, records, changed, unreadable };
}

async function put(
  customers: ReindexTools['customers'],
  readings: readonly {
    readonly record: StoredRecord;
    readonly told: Pick<NewRecord, 'fields' | 'covers' | 'suspects'>;
  }[],
): Promise<number> {
  // Only what is read anew: an import that comes in between keeps all else.
  const told = readings.map(({ record: { type, id }, told }): NewRecord => ({ type, id, ...told }));
  const results = await customers.putMany(told, 'reindex');
  // Removed meanwhile, and it must stay so.
  const revived = told.filter((_, n) => results[n] === 'created');
  if (revived.length > 0) await customers.removeMany(revived);
  return results.filter((result) => result === 'updated').length;
}

function typeWithoutFields(type: string): RecordTypeModel {
  return { type, labels: [], files: [], idLabels: [], fields: [] };
}
