import { localDate } from '../../domain/calendar/zone.ts';
import { readPostedEvents } from '../../domain/http/read-posted-events.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { Clock, EventInbox, IdempotencyKeys, Log } from '../../ports.ts';
import { type ApiAnswer, refuse } from './api-answer.ts';
import { type KeyedRequest, onceByKey } from './once-by-key.ts';
import { readJsonBody } from './read-json-body.ts';

/** What accepting events needs. */
export interface AcceptEventsTools {
  readonly stage: Pick<StageConfig, 'recordModel' | 'timeZone'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: IdempotencyKeys;
  readonly inbox: EventInbox;
}

/** The largest body of events, in bytes. */
export const maxEventsBytes = 256 * 1024;

// A queue takes 256 KB a message, and an event is wrapped up for it.
const maxMessageBytes = maxEventsBytes - 1024;
const maxProblems = 50;

/** Queues the events of a request, all or none, and answers `{ accepted, ids }`. What is wrong is told at once. */
export async function acceptEvents(tools: AcceptEventsTools, request: KeyedRequest): Promise<ApiAnswer> {
  const read = readJsonBody(request.body);
  if ('problem' in read) return read;
  const { recordModel, timeZone } = tools.stage;
  const nowMs = tools.clock.nowMs();
  const posted = readPostedEvents(read.value, { recordModel, timeZone, today: localDate(nowMs, timeZone) });
  if (!posted.ok) return refuse('invalid-events', { errors: posted.problems.slice(0, maxProblems) });
  if (posted.events.some((event) => Buffer.byteLength(JSON.stringify(event)) > maxMessageBytes)) {
    return refuse('too-large');
  }
  return onceByKey(tools, request, async (seed, firstMs) => {
    const events = posted.events.map((event, index) => ({
      ...event,
      id: event.id ?? `${seed}-${index}`,
      // Repeated later, a request tells of no later change.
      time: event.time ?? new Date(firstMs).toISOString(),
    }));
    await tools.inbox.put(events);
    tools.log.info('events-accepted', { events: events.length });
    return { accepted: events.length, ids: events.map(({ id }) => id) };
  });
}
