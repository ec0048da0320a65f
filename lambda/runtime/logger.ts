import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import type { Log } from '../ports.ts';

type Ids = Readonly<Record<string, string | number | boolean>>;

// Lambda stamps each line with the time, the request and the function: saying it again would triple a line's price.
class LeanFormatter extends LogFormatter {
  override formatAttributes({ logLevel, message }: UnformattedAttributes, ids: LogAttributes): LogItem {
    return new LogItem({ attributes: { level: logLevel, event: message } }).addAttributes(ids);
  }
}

const eventName = /^[a-z]+(?:-[a-z0-9]+)*$/;
const personal = /@|:\/\/|[\r\n]/;
const maxIdLength = 200;

/** Writes one JSON line per event: `level`, `event`, ids. What looks like an address or a URL is taken out. */
export function createLog(): Log {
  const logger = new Logger({ logFormatter: new LeanFormatter() });
  return {
    info: (event, ids) => logger.info(checkedEvent(event), checkedIds(ids)),
    warn: (event, ids) => logger.warn(checkedEvent(event), checkedIds(ids)),
    error: (event, ids) => logger.error(checkedEvent(event), checkedIds(ids)),
  };
}

function checkedEvent(event: string): string {
  return eventName.test(event) ? event : 'unnamed-event';
}

function checkedIds(ids: Ids = {}): Record<string, string | number | boolean> {
  return Object.fromEntries(
    Object.entries(ids).map(([name, value]) => [name, typeof value === 'string' ? checkedText(value) : value]),
  );
}

function checkedText(text: string): string {
  return personal.test(text) ? '[removed]' : text.slice(0, maxIdLength);
}
