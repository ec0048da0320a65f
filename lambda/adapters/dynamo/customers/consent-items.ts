import type { ConsentEntry } from '../../../domain/privacy/consent-entry.ts';
import { consentsTold } from '../../stores/consents-told.ts';
import type { RecordChange } from '../../stores/record-change.ts';
import { type Item, queryAll, type TableRef } from '../table.ts';
import type { CustomersTable } from './customers-table.ts';
import { recordPk } from './record-item.ts';

const CONSENT = 'consent#';

/** The item that says what a change tells of a customer's consent; none when it tells nothing new. */
export function consentItems(
  { nowMs }: CustomersTable,
  { next, consent }: RecordChange,
  source: string,
): readonly Item[] {
  if (consent === undefined) return [];
  const { rev } = next.record;
  const at = new Date(nowMs()).toISOString();
  // The revision keeps apart what changes within a millisecond.
  const sk = `${CONSENT}${at}#${String(rev).padStart(6, '0')}`;
  return [{ pk: recordPk(next.record), sk, category: 'marketing', what: consent, at, source, rev }];
}

/** What a customer's records told of consent, oldest first. */
export async function readConsents(table: TableRef, customer: string): Promise<readonly ConsentEntry[]> {
  const items = await queryAll(table, {
    expression: 'pk = :pk AND begins_with(sk, :consent)',
    values: { ':pk': recordPk({ type: 'customer', id: customer }), ':consent': CONSENT },
  });
  return consentsTold(items.map(({ category, what, at, source }) => ({ customer, category, what, at, source })));
}
