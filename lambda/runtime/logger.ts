import { createHash } from 'node:crypto';
import type { Log } from '../ports.ts';

type Ids = Readonly<Record<string, string | number | boolean>>;

const eventName = /^[a-z]+(?:-[a-z0-9]+)*$/;
const unfit = /:\/\/|[\r\n]/;
/** Some companies' ids are addresses or names. */
const telling = /@|[^\x20-\x7e]/;
const longestId = 200;
const hashChars = 12;

/**
 * Writes one JSON line per event to standard output: `level`, `event`, ids. An id that may tell who it is (with an `@`, or
 * letters beyond ASCII) is written as `#` and the start of its SHA-256, the same every time; URLs are taken out.
 */
export function createLog(write: (line: string) => void = toStandardOutput): Log {
  const line =
    (level: string) =>
    (event: string, ids: Ids = {}) =>
      // CloudWatch knows the time and the log group the function: saying it again would double a line's price.
      write(JSON.stringify({ level, event: eventName.test(event) ? event : 'unnamed-event', ...checkedIds(ids) }));
  return { info: line('INFO'), warn: line('WARN'), error: line('ERROR') };
}

function toStandardOutput(line: string): void {
  // Lambda's own console would put time, request and level before each line, and make JSON of it no more.
  process.stdout.write(`${line}\n`);
}

function checkedIds(ids: Ids): Ids {
  return Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, checkedValue(name, value)]));
}

function checkedValue(name: string, value: Ids[string]): Ids[string] {
  if (typeof value !== 'string') return value;
  if (unfit.test(value)) return '[removed]';
  if (!telling.test(value)) return value.slice(0, longestId);
  // `type/id`: a customer has one hash, alone and as a record.
  const [, type = '', id = value] = (name === 'record' && /^([a-z-]+\/)(.*)$/.exec(value)) || [];
  return `${type}#${createHash('sha256').update(id).digest('hex').slice(0, hashChars)}`;
}
