import type { Log } from '../ports.ts';

type Ids = Readonly<Record<string, string | number | boolean>>;

const eventName = /^[a-z]+(?:-[a-z0-9]+)*$/;
const personal = /@|:\/\/|[\r\n]/;
const longestId = 200;

/** Writes one JSON line per event to standard output: `level`, `event`, ids. What looks like an address or a URL is taken out. */
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
  return Object.fromEntries(Object.entries(ids).map(([name, value]) => [name, checkedValue(value)]));
}

function checkedValue(value: Ids[string]): Ids[string] {
  if (typeof value !== 'string') return value;
  return personal.test(value) ? '[removed]' : value.slice(0, longestId);
}
