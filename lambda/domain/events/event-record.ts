import { createHash } from 'node:crypto';
import type { NewRecord } from '../records/record.ts';

/** What a known customer did, as its sender told it. `source` is '' in a file that names none; `at` is ISO with Z or an offset. */
export interface CustomerEvent {
  readonly id: string;
  readonly source: string;
  readonly event: string;
  readonly customer: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Something that a customer did, whom the event names by id or by address. */
export interface Happening extends Omit<CustomerEvent, 'customer'> {
  readonly by: { readonly customer: string } | { readonly email: string };
}

/** The record of type `event` that keeps what a customer did. `data` is JSON text: templates get the object back. */
export function eventRecord({ id, source, event, customer, at, data }: CustomerEvent): NewRecord {
  const fields = {
    name: event,
    customer,
    at,
    data: JSON.stringify(data),
    eventId: id,
    ...(source !== '' && { source }),
  };
  return { type: 'event', id: recordId(source, event, id, customer), fields };
}

/**
 * The same for the same event, and for no other: systems number their events from 1, some of them anew for each
 * customer, and none of these may pass for a repetition of another's.
 */
function recordId(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
