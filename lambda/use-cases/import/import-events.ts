import { eventRecord } from '../../domain/events/event-record.ts';
import { baseName } from '../../domain/import/find-import-kind.ts';
import { type ImportSummary, ImportTally } from '../../domain/import/import-tally.ts';
import type { EventReading } from '../../domain/import/read-event-line.ts';
import { readEventLines } from '../../domain/import/read-event-lines.ts';
import type { NewRecord } from '../../domain/records/record.ts';
import type { CampaignStore, Clock, CustomerStore, Log, Queues, Schedules } from '../../ports.ts';
import { readEventCampaigns } from '../import-event-campaigns.ts';
import { type StartingEvent, startEventCampaigns } from '../start-event-campaigns.ts';
import { type KnowEventsTools, knowEvents } from './events-job.ts';
import type { ImportedFile } from './import-records.ts';
import type { TellRows, Told } from './tell-problems.ts';
import { nothingWritten, type Written } from './write-records.ts';

/** What reading events needs: the store, the live campaigns, and the two ways to start one. */
export interface ImportEventsTools extends KnowEventsTools {
  readonly customers: CustomerStore;
  readonly campaigns: CampaignStore;
  readonly schedules: Pick<Schedules, 'once'>;
  readonly queues: Pick<Queues, 'plan'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Events handled at a time. */
const CHUNK = 200;

/** Takes in a file of events at one go. */
export async function importEvents(tools: ImportEventsTools, { file, open }: ImportedFile): Promise<ImportSummary> {
  const tally = new ImportTally(baseName(file), 'event');
  const { rejected } = await tellEventProblems(tools, open(), (problems) => tally.tell(problems));
  const written = await writeEvents(tools, open(), nothingWritten, async () => true);
  tally.add({ ...(written ?? nothingWritten), rejected });
  const { created, updated, unchanged } = tally.summary();
  tools.log.info('events-imported', { created, updated, unchanged, rejected });
  return tally.summary();
}

/** Tells of every line that is not taken in, in the file's order. Nothing is written. `rows` = lines that say something. */
export async function tellEventProblems(
  tools: KnowEventsTools,
  bytes: AsyncIterable<Uint8Array>,
  tell: TellRows,
): Promise<Told & { readonly rows: number }> {
  let rows = 0;
  let rejected = 0;
  let warnings = 0;
  for await (const chunk of inChunks(bytes, 0)) {
    rows += chunk.length;
    const lines = await knowEvents(tools, chunk);
    const bad = lines.flatMap((line) => (line.kind === 'event' ? [] : [line]));
    rejected += bad.filter(({ kind }) => kind === 'rejected').length;
    warnings += bad.filter(({ kind }) => kind === 'left-out').length;
    const problems = bad.flatMap((line) => line.problems);
    if (problems.length > 0) await tell(problems);
  }
  return { rows, rejected, warnings, suspects: [] };
}

/**
 * Keeps every good event as a record of type `event` and starts the live campaigns that wait for it: at once, or by a
 * schedule at its due instant. An event known already is offered again, as a crash may have come between the two;
 * planning makes at most one mail of it. `writtenTo` counts lines that say something; undefined when `goOn`, which
 * is asked right before every chunk, said no.
 */
export async function writeEvents(
  tools: ImportEventsTools,
  bytes: AsyncIterable<Uint8Array>,
  from: Written,
  goOn: (written: Written) => Promise<boolean>,
): Promise<Written | undefined> {
  const campaignsFor = await readEventCampaigns(tools.campaigns);
  let written = from;
  for await (const chunk of inChunks(bytes, from.writtenTo)) {
    // Of lines that tell of one event the last counts.
    const known = new Map<string, { readonly record: NewRecord; readonly starting: StartingEvent }>();
    for (const line of await knowEvents(tools, chunk)) {
      if (line.kind !== 'event') continue;
      const record = eventRecord(line.event);
      const { event, at } = line.event;
      known.set(record.id, { record, starting: { id: record.id, event, at } });
    }
    const events = [...known.values()];
    const { created, updated, unchanged } = written;
    const counts = { created, updated, unchanged };
    if (!(await goOn(written))) return undefined;
    if (events.length > 0) {
      for (const result of await tools.customers.putMany(events.map(({ record }) => record))) counts[result] += 1;
      await startEventCampaigns(
        tools,
        campaignsFor,
        events.map(({ starting }) => starting),
      );
    }
    const done = written.rowsDone + chunk.length;
    written = { ...counts, writtenTo: done, rowsDone: done };
  }
  return written;
}

/** The lines that say something, some at a time, without the first ones. */
async function* inChunks(bytes: AsyncIterable<Uint8Array>, after: number): AsyncGenerator<readonly EventReading[]> {
  let chunk: EventReading[] = [];
  let count = 0;
  for await (const readings of readEventLines(bytes)) {
    for (const reading of readings) {
      count += 1;
      if (count <= after) continue;
      chunk.push(reading);
      if (chunk.length < CHUNK) continue;
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
