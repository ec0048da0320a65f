import type { NewRecord } from '../../../domain/records/record.ts';
import type { RecordModel } from '../../../domain/records/record-model.ts';
import type { AddressHasher, Clock } from '../../../ports.ts';
import { systemClock } from '../../../runtime/system-clock.ts';
import { type RecordChange, recordChange, type Standing } from '../../stores/record-change.ts';
import { withAddresses } from '../../stores/with-addresses.ts';
import type { TableRef } from '../table.ts';

export interface CustomersTableOptions extends TableRef {
  /** Says which fields are dates, references and addresses, and so have index entries. */
  readonly model: RecordModel;
  /** Notes when records change; whoever writes records has one. Without it, only what has expired is told by the machine's. */
  readonly clock?: Clock;
  /** Makes the hashes by which records are found under their addresses; whoever writes records has one. */
  readonly hasher?: AddressHasher;
}

/** The Customers table, with all that writing a record takes. */
export interface CustomersTable extends TableRef {
  readonly model: RecordModel;
  readonly nowMs: () => number;
  /** The present instant as records keep it, ISO UTC; undefined where nobody notes it. */
  readonly changedAt: () => string | undefined;
  /** What has to be written so that a record says what a source has told. Entries of addresses are not among it. */
  readonly changeOf: (record: NewRecord, standing: Standing | undefined) => RecordChange;
  /** The change with the entries of its addresses. Throws TypeError when there are some and nobody to hash them. */
  readonly completed: (change: RecordChange) => Promise<RecordChange>;
}

/** Gathers what the writers of records share. */
export function customersTable({ client, table, model, clock, hasher }: CustomersTableOptions): CustomersTable {
  const { nowMs } = clock ?? systemClock;
  const changedAt = () => clock && new Date(clock.nowMs()).toISOString();
  return {
    client,
    table,
    // What has expired still has a revision, from which the next one goes on.
    withExpired: true,
    model,
    nowMs: () => nowMs(),
    changedAt,
    changeOf: (record, standing) => recordChange(model, record, standing, changedAt()),
    async completed(change) {
      if (change.addresses.all.length === 0) return change;
      if (hasher === undefined) throw new TypeError('A customer store that writes addresses needs a hasher');
      return withAddresses(change, hasher);
    },
  };
}
