import { baseName } from '../domain/import/find-import-kind.ts';
import { type RowProblem, rejection } from '../domain/import/import-problem.ts';
import { type ImportSummary, ImportTally } from '../domain/import/import-tally.ts';
import type { ImportedEvent } from '../domain/import/read-event-line.ts';
import { readEventLines } from '../domain/import/read-event-lines.ts';
import { type NewRecord, recordName } from '../domain/records/record.ts';
import type { CampaignStore, Clock, CustomerStore, Log, Queues, Schedules } from '../ports.ts';
import { eventRef } from './candidate-records.ts';
import { type AddressBook, createAddressBook } from './import-address-book.ts';
import { readEventCampaigns } from './import-event-campaigns.ts';
import type { ImportedFile } from './import-records.ts';
import { startEventCampaigns } from './start-event-campaigns.ts';

/** What reading events needs: the store, the live campaigns, and the two ways to start one. */
export interface ImportEventsTools {
  readonly customers: CustomerStore;
  readonly campaigns: CampaignStore;
  readonly schedules: Pick<Schedules, 'once'>;
  readonly queues: Pick<Queues, 'plan'>;
  readonly clock: Clock;
  readonly log: Log;
}

type KnownEvent = ImportedEvent & { readonly customer: string };

/** Events handled at a time. */
const CHUNK = 200;

/**
 * Keeps every good event as a record of type `event` and starts the live campaigns that wait for it: at once, or by a
 * schedule at its due instant. An event known already is offered again, as a crash may have come between the two;
 * planning makes at most one mail of it.
 */
export async function importEvents(tools: ImportEventsTools, { file, stream }: ImportedFile): Promise<ImportSummary> {
  const tally = new ImportTally(baseName(file), 'event');
  const addressBook = createAddressBook(tools.customers);
  const campaignsFor = await readEventCampaigns(tools.campaigns);
  let chunk: ImportedEvent[] = [];
  const takeChunk = async () => {
    const events = await keepKnown(tools.customers, addressBook, chunk, tally);
    chunk = [];
    if (events.length === 0) return;
    for (const result of await tools.customers.putMany(events.map(toRecord))) tally.count(result);
    await startEventCampaigns(tools, campaignsFor, events);
  };

  for await (const readings of readEventLines(stream)) {
    for (const reading of readings) {
      if (reading.ok) chunk.push(reading.event);
      else tally.reject(reading.problems);
      if (chunk.length >= CHUNK) await takeChunk();
    }
  }
  await takeChunk();
  const { created, updated, unchanged, rejected } = tally.summary();
  tools.log.info('events-imported', { created, updated, unchanged, rejected });
  return tally.summary();
}

/** The events whose customer is known, one of each id (the last); the others are rejected. */
async function keepKnown(
  customers: CustomerStore,
  addressBook: AddressBook,
  events: readonly ImportedEvent[],
  tally: ImportTally,
): Promise<readonly KnownEvent[]> {
  const ids = events.flatMap(({ by }) => ('customer' in by ? [by.customer] : []));
  const records = await customers.getMany([...new Set(ids)].map((id) => ({ type: 'customer', id })));
  const known = new Map<string, KnownEvent>();
  for (const event of events) {
    const { by, row } = event;
    const found =
      'email' in by
        ? await addressBook(by.email)
        : records.has(recordName({ type: 'customer', id: by.customer }))
          ? [by.customer]
          : [];
    const [customer] = found;
    if (customer !== undefined && found.length === 1) known.set(event.id, { ...event, customer });
    else if ('email' in by) tally.reject([byAddress(row, by.email, found)]);
    else tally.reject([unknownCustomer(row, by.customer)]);
  }
  return [...known.values()];
}

/** `data` is kept as JSON text: a field holds one value, and templates get the object back. */
function toRecord({ id, event, customer, at, data }: KnownEvent): NewRecord {
  return { ...eventRef(id), fields: { name: event, customer, at, data: JSON.stringify(data) } };
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
