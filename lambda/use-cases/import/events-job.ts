import { type RowProblem, rejection } from '../../domain/import/import-problem.ts';
import type { EventReading, ImportedEvent } from '../../domain/import/read-event-line.ts';
import { ofErasedPerson } from '../../domain/import/row-warnings.ts';
import { type FindCustomerTools, findCustomer } from '../events/find-customer.ts';
import { type ErasedTools, isByErased } from '../events/is-erased.ts';

/** What knowing whose events they are needs. */
export type KnowEventsTools = FindCustomerTools & ErasedTools;

/** An event whose customer is known. */
export type KnownEvent = ImportedEvent & { readonly customer: string };

/** What a line comes to once its customer has been looked for. */
export type KnownLine =
  | { readonly kind: 'event'; readonly event: KnownEvent }
  | { readonly kind: 'rejected' | 'left-out'; readonly problems: readonly RowProblem[] };

/** Looks for the customers of some lines. Those named by id are read together, addresses looked up at the same time, each once. */
export async function knowEvents(
  tools: KnowEventsTools,
  readings: readonly EventReading[],
): Promise<readonly KnownLine[]> {
  const ids = readings.flatMap((each) => (each.ok && 'customer' in each.event.by ? [each.event.by.customer] : []));
  const records = await tools.customers.getMany([...new Set(ids)].map((id) => ({ type: 'customer', id })));
  const known = new Set([...records.values()].map(({ id }) => id));
  const emails = readings.flatMap((each) => (each.ok && 'email' in each.event.by ? [each.event.by.email] : []));
  const byEmail = new Map(
    await Promise.all(
      [...new Set(emails)].map(async (email) => [email, await findCustomer(tools, { email })] as const),
    ),
  );
  const lines: KnownLine[] = [];
  for (const reading of readings) {
    if (!reading.ok) {
      lines.push({ kind: 'rejected', problems: reading.problems });
      continue;
    }
    const { event } = reading;
    const { by, row } = event;
    const found = 'email' in by ? (byEmail.get(by.email) ?? []) : known.has(by.customer) ? [by.customer] : [];
    const [customer] = found;
    if (customer !== undefined && found.length === 1) lines.push({ kind: 'event', event: { ...event, customer } });
    else if (await isByErased(tools, by)) lines.push({ kind: 'left-out', problems: [ofErasedPerson(row)] });
    else {
      const problem = 'email' in by ? byAddress(row, by.email, found) : unknownCustomer(row, by.customer);
      lines.push({ kind: 'rejected', problems: [problem] });
    }
  }
  return lines;
}

function unknownCustomer(row: number, id: string): RowProblem {
  return rejection(row, 'customer', id, {
    ja: 'この顧客IDの顧客が登録されていません。先に顧客マスタを取り込んでください。',
    en: 'No customer has this id. Import the customers first.',
  });
}

function byAddress(row: number, email: string, found: readonly string[]): RowProblem {
  const ids = found.slice(0, 5).join(', ');
  return rejection(
    row,
    'email',
    email,
    found.length === 0
      ? {
          ja: 'このメールアドレスの顧客が登録されていません。先に顧客マスタを取り込むか、customer（顧客ID）で指定してください。',
          en: 'No customer has this address. Import the customers first, or give customer (the id).',
        }
      : {
          ja: `このメールアドレスの顧客が複数います（${ids}）。customer（顧客ID）で指定してください。`,
          en: `Several customers have this address (${ids}). Give customer (the id).`,
        },
  );
}
