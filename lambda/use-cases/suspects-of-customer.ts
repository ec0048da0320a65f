import { localDate } from '../domain/calendar/zone.ts';
import { suspectCausesOf } from '../domain/import/suspect-groups.ts';
import type { SuspectCount } from '../domain/import/upload.ts';
import type { Acceptance, FieldValue, RecordRef, StoredRecord } from '../domain/records/record.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { Clock, CustomerReader } from '../ports.ts';
import { findRelated } from './privacy/find-related.ts';

/** What listing a customer's dates that look made up needs. */
export interface SuspectsOfCustomerTools {
  readonly customers: Pick<CustomerReader, 'get' | 'find' | 'getMany'>;
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone'>;
  readonly clock: Clock;
}

/** A date that looks made up, and why; or one that did, and who accepted it when. */
export type CustomersSuspect = RecordRef & {
  readonly field: string;
  readonly value: FieldValue;
} & ({ readonly cause: SuspectCount['cause'] } | { readonly accepted: Acceptance });

/**
 * The dates of a customer and of the records that are theirs which look made up, or did until a person accepted them.
 * Undefined when nothing is known of the customer.
 */
export async function suspectsOfCustomer(
  { customers, stage, clock }: SuspectsOfCustomerTools,
  id: string,
): Promise<readonly CustomersSuspect[] | undefined> {
  const [profile, related] = await Promise.all([
    customers.get({ type: 'customer', id }),
    findRelated(customers, stage.recordModel, id),
  ]);
  const records = [...(profile ? [profile] : []), ...related];
  if (records.length === 0) return undefined;
  const today = localDate(clock.nowMs(), stage.timeZone);
  return records.flatMap((record) => {
    const model = stage.recordModel.find(({ type }) => type === record.type);
    return model === undefined ? [] : [...open(record, suspectCausesOf(record, model, today)), ...accepted(record)];
  });
}

function open({ type, id, fields }: StoredRecord, causes: ReadonlyMap<string, SuspectCount['cause']>) {
  return [...causes].flatMap(([field, cause]) => {
    const value = fields[field];
    return value === undefined ? [] : [{ type, id, field, value, cause }];
  });
}

function accepted({ type, id, fields, accepted = {} }: StoredRecord) {
  return Object.entries(accepted).flatMap(([field, by]) => {
    const value = fields[field];
    return value === undefined ? [] : [{ type, id, field, value, accepted: by }];
  });
}
