import { localDate } from '../domain/calendar/zone.ts';
import { groupSuspects, type SuspectGroup } from '../domain/import/suspect-groups.ts';
import type { StoredRecord } from '../domain/records/record.ts';
import type { RecordTypeModel } from '../domain/records/record-model.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { Clock, CustomerReader } from '../ports.ts';

/** What listing the dates that look made up needs. */
export interface ListSuspectsTools {
  readonly customers: Pick<CustomerReader, 'find' | 'getMany'>;
  readonly stage: Pick<StageConfig, 'timeZone'>;
  readonly clock: Clock;
}

/** The dates of a type that look made up and that nobody has accepted. `isMore`: only `read` records were looked at. */
export interface ListedSuspects {
  readonly type: string;
  readonly groups: readonly SuspectGroup[];
  readonly read: number;
  readonly isMore: boolean;
}

const recordsRead = 2_000;

/** Groups the dates of a type that look made up, the largest group first. Reads `limit` records (2,000 unless told), or a page more. Changes nothing. */
export async function listSuspects(
  { customers, stage, clock }: ListSuspectsTools,
  type: RecordTypeModel,
  limit: number = recordsRead,
): Promise<ListedSuspects> {
  const records: StoredRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await customers.find({ by: 'suspect', type: type.type }, cursor);
    const found = await customers.getMany(page.items.map((id) => ({ type: type.type, id })));
    records.push(...found.values());
    cursor = page.cursor;
  } while (cursor !== undefined && records.length < limit);
  const today = localDate(clock.nowMs(), stage.timeZone);
  const groups = groupSuspects(records, type, today);
  return { type: type.type, groups, read: records.length, isMore: cursor !== undefined };
}
