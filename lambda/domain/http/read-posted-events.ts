import type { EventProblem } from '../events/event-problem.ts';
import type { InboundEvent } from '../events/inbound-event.ts';
import { readEvent } from '../events/read-event.ts';
import { isInstant } from '../import/read-event-line.ts';
import { type EnvelopeWord, envelopeWords } from './envelope-words.ts';

/** An event as it was posted; where the sender gave none, id and time are added when it is taken. */
export type PostedEvent = Omit<InboundEvent, 'id' | 'time'> & { readonly id?: string; readonly time?: string };

/** The events of a body, or everything that is wrong with them. */
export type PostedEvents =
  | { readonly ok: true; readonly events: readonly PostedEvent[] }
  | { readonly ok: false; readonly problems: readonly EventProblem[] };

/** How the details of events are read. */
export type PostedEventRules = Parameters<typeof readEvent>[1];

type Fields = Readonly<Record<string, unknown>>;

const ownKeys: ReadonlySet<string> = new Set(['type', 'id', 'source', 'time', 'data', 'detail']);
const maxNameChars = 128;
const ownSource = 'fushime';

/** How many events one request brings at most. */
export const maxPostedEvents = 100;

/**
 * Reads one event or an array of them: `{ type, id?, source?, time?, data }`, which is also what CloudEvents 1.0 calls
 * its attributes; an event that says `specversion` must keep all its rules. `data` is EventBridge's `detail`.
 */
export function readPostedEvents(body: unknown, rules: PostedEventRules): PostedEvents {
  const isList = Array.isArray(body);
  const posted: readonly unknown[] = isList ? body : [body];
  if (posted.length === 0 || posted.length > maxPostedEvents) return { ok: false, problems: [problem('', 'how-many')] };
  const events: PostedEvent[] = [];
  const problems: EventProblem[] = [];
  for (const [index, one] of posted.entries()) {
    const read = readOne(one, rules);
    if ('event' in read) events.push(read.event);
    else {
      problems.push(
        ...read.problems.map(({ path, explanation }) => ({
          path: isList ? [`[${index}]`, path].filter((part) => part !== '').join('.') : path,
          explanation,
        })),
      );
    }
  }
  return problems.length === 0 ? { ok: true, events } : { ok: false, problems };
}

function readOne(
  one: unknown,
  rules: PostedEventRules,
): { readonly event: PostedEvent } | { readonly problems: readonly EventProblem[] } {
  if (!isFields(one)) return { problems: [problem('', 'not-an-object')] };
  const isCloudEvent = Object.hasOwn(one, 'specversion');
  const envelope = isCloudEvent ? cloudEventProblems(one) : ownProblems(one);
  const dataWord = Object.hasOwn(one, 'data') ? 'data' : 'detail';
  const problems = [...envelope, ...attributeProblems(one, isCloudEvent)];
  if (problems.length > 0) return { problems };
  const { id, time } = one;
  const event = {
    'detail-type': String(one.type).trim(),
    source: typeof one.source === 'string' ? one.source : 'http',
    detail: one[dataWord],
    ...(id !== undefined && { id: String(id) }),
    ...(typeof time === 'string' && { time: new Date(time).toISOString() }),
  };
  const reading = readEvent({ id: 'posted', time: anyInstant, ...event }, rules);
  if (reading.kind !== 'refused') return { event };
  return {
    problems: reading.problems.map(({ path, explanation }) => ({
      path: asPosted(path, dataWord, event.detail),
      explanation,
    })),
  };
}

const anyInstant = '2000-01-01T00:00:00Z';

/** The place in what was posted of a place in EventBridge's envelope. */
function asPosted(path: string, dataWord: string, detail: unknown): string {
  if (path === 'detail-type') return 'type';
  // An event is known by the id around its data, unless the data has one of its own.
  if (path === 'detail.id' && isFields(detail) && detail.id === undefined) return 'id';
  return path.replace(/^detail(?=\.|$)/, dataWord);
}

function ownProblems(one: Fields): readonly EventProblem[] {
  const unknown = Object.keys(one).filter((key) => !ownKeys.has(key));
  const both = Object.hasOwn(one, 'data') && Object.hasOwn(one, 'detail');
  return [...unknown.map((key) => problem(key, 'unknown')), ...(both ? [problem('detail', 'twice')] : [])];
}

function cloudEventProblems(one: Fields): readonly EventProblem[] {
  const contentType = one.datacontenttype ?? 'application/json';
  return [
    ...(one.specversion === '1.0' ? [] : [problem('specversion', 'specversion')]),
    ...(one.id === undefined ? [problem('id', 'id')] : []),
    ...(one.source === undefined ? [problem('source', 'source')] : []),
    ...(/^[^;]*[/+]json\s*(;|$)/i.test(String(contentType)) ? [] : [problem('datacontenttype', 'datacontenttype')]),
    ...(Object.hasOwn(one, 'data_base64') ? [problem('data_base64', 'datacontenttype')] : []),
  ];
}

function attributeProblems({ type, id, source, time, ...rest }: Fields, isCloudEvent: boolean) {
  const data = Object.hasOwn(rest, 'data') || isCloudEvent ? rest.data : rest.detail;
  const isIdWrong = id !== undefined && !isName(typeof id === 'number' ? String(id) : id);
  const isTimeWrong =
    time !== undefined && !(typeof time === 'string' && isInstant(time) && !Number.isNaN(Date.parse(time)));
  const isOwn = typeof source === 'string' && source.trim().toLowerCase() === ownSource;
  return [
    ...(isName(type) ? [] : [problem('type', 'type')]),
    ...(isIdWrong ? [problem('id', 'id')] : []),
    ...((source === undefined || isName(source)) && !isOwn ? [] : [problem('source', 'source')]),
    ...(isTimeWrong ? [problem('time', 'time')] : []),
    ...(isFields(data) ? [] : [problem('data', 'data')]),
  ];
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= maxNameChars;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problem(path: string, word: EnvelopeWord): EventProblem {
  return { path, explanation: envelopeWords[word] };
}
