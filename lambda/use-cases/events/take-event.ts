import { localDate } from '../../domain/calendar/zone.ts';
import type { EventProblem } from '../../domain/events/event-problem.ts';
import { unknownCustomer } from '../../domain/events/event-words.ts';
import type { InboundEvent } from '../../domain/events/inbound-event.ts';
import { readEvent } from '../../domain/events/read-event.ts';
import { FushimeError } from '../../domain/fushime-error.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { CustomerStore, Queues, RefusedEvents } from '../../ports.ts';
import { keepLastSent, lastSentColumns } from '../last-sent-columns.ts';
import { type HappeningTools, takeHappening } from './take-happening.ts';
import { type RecordChangeTools, takeRemoval, takeUpsert } from './take-record-change.ts';

/** What taking in events needs. */
export interface TakeEventTools extends HappeningTools, RecordChangeTools {
  readonly customers: CustomerStore;
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone' | 'locale'>;
  readonly refused: RefusedEvents;
  readonly queues: Pick<Queues, 'plan' | 'notify'>;
}

/** The customer of an event is not known yet: the event is to come again. */
export class CustomerNotYetKnown extends FushimeError {
  override readonly name = 'CustomerNotYetKnown';
}

/** Events overtake each other: so often an event has come before its customer counts as unknown for good. */
const customerAwaitedReceives = 4;

/**
 * Takes in one event of another system. One that can never be taken is kept among the dead letters with the reason, and
 * somebody is told; its sender, who has gone on long since, is not. Throws what is worth another try.
 */
export async function takeEvent(tools: TakeEventTools, event: InboundEvent, receives = 1): Promise<void> {
  const { id, source } = event;
  const { recordModel, timeZone } = tools.stage;
  const today = localDate(tools.clock.nowMs(), timeZone);
  const origin = { id, source, at: spokenAt(event, tools.clock.nowMs()) };
  const reading = readEvent(event, { recordModel, timeZone, today });
  switch (reading.kind) {
    case 'upsert':
      return takeUpsert(await lastSentKept(tools, reading), reading, origin);
    case 'removal':
      return takeRemoval(tools, reading.ref, origin);
    case 'refused':
      return refuse(tools, event, reading.problems);
    case 'happening': {
      const problem = await takeHappening(tools, reading.happening);
      if (problem === undefined) return;
      if (problem.explanation === unknownCustomer && receives < customerAwaitedReceives) {
        throw new CustomerNotYetKnown('There is no such customer yet.', { retryable: true });
      }
      return refuse(tools, event, [problem]);
    }
  }
}

// Clocks differ; but a time of next year would keep every other event about the record from being heard until then.
const CLOCK_SKEW_MS = 5 * 60_000;

function spokenAt({ time }: InboundEvent, nowMs: number): string {
  const atMs = Date.parse(time);
  return new Date(atMs > nowMs + CLOCK_SKEW_MS ? nowMs : atMs).toISOString();
}

/** Only columns beyond the model need to be looked at: others the store itself knows. */
async function lastSentKept(
  tools: TakeEventTools,
  { extraColumns }: { readonly extraColumns: readonly string[] },
): Promise<TakeEventTools> {
  if (extraColumns.length === 0) return tools;
  return { ...tools, customers: keepLastSent(tools.customers, await lastSentColumns(tools.campaigns)) };
}

async function refuse(
  { refused, queues, log, stage }: TakeEventTools,
  event: InboundEvent,
  problems: readonly EventProblem[],
): Promise<void> {
  const reason = problems.map(({ path, explanation }) => `${path}: ${explanation[stage.locale]}`).join('\n');
  await refused.keep(JSON.stringify(event), reason);
  const { id, source, 'detail-type': detailType } = event;
  log.warn('event-refused', { event: id, problems: problems.length });
  await queues.notify([{ kind: 'event-refused', id, detailType, source, problems: problems.slice(0, maxTold) }]);
}

/** A notice must fit on the queue; whoever sees to twenty problems has seen what is wrong. */
const maxTold = 20;
