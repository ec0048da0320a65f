import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isObject, type JsonObject, parseJson } from '../cloud/json.ts';
import { textResponse } from '../cloud/proxy/forward.ts';
import type { Backend, ProxyResponse } from '../cloud/proxy/http-message.ts';
import type { LocalClock } from '../virtual-clock.ts';

/** What the EventBridge stand-in needs. */
export interface EventsOptions {
  readonly clock: LocalClock;
  readonly region: string;
  readonly account: string;
  /** Is given each event that is taken, and the bus that it was put on, by name. */
  readonly publish: (event: JsonObject, bus: string) => void;
}

const entrySchema = z.object({
  EventBusName: z.string().default('default'),
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  /** Seconds since 1970, as JSON 1.1 carries instants. */
  Time: z.number().optional(),
  Resources: z.array(z.string()).default([]),
});
const requestSchema = z.object({ Entries: z.array(entrySchema).min(1).max(10) });

type Entry = z.output<typeof entrySchema>;

/** An entry may have 256 KB, its names included (docs.aws.amazon.com/eventbridge, "Calculating PutEvents event entry size"). */
const maxEntryBytes = 256 * 1024;

/** A stand-in for EventBridge (JSON 1.1) that knows PutEvents: takes what it can, and says of the rest why not. */
export function createEvents({ clock, region, account, publish }: EventsOptions): Backend {
  return async ({ headers, body }) => {
    if (headers['x-amz-target'] !== 'AWSEvents.PutEvents') {
      return answer(400, {
        __type: 'UnknownOperationException',
        message: 'The local EventBridge knows PutEvents only.',
      });
    }
    const request = requestSchema.safeParse(parseJson(body.toString('utf8')));
    if (!request.success) {
      return answer(400, { __type: 'ValidationException', message: z.prettifyError(request.error) });
    }
    const Entries = request.data.Entries.map((entry) => {
      const refused = whyRefused(entry);
      if (refused !== undefined) return refused;
      const id = randomUUID();
      const event = {
        version: '0',
        id,
        'detail-type': entry.DetailType ?? '',
        source: entry.Source ?? '',
        account,
        time: instant(entry.Time === undefined ? clock.nowMs() : entry.Time * 1000),
        region,
        resources: entry.Resources,
        detail: parseJson(entry.Detail ?? ''),
      };
      publish(event, busName(entry.EventBusName));
      return { EventId: id };
    });
    return answer(200, { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries });
  };
}

/** A bus's name; an entry may give its ARN instead. */
export function busName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.indexOf('/') + 1) : nameOrArn;
}

function whyRefused({ Source = '', DetailType = '', Detail = '' }: Entry) {
  const refused = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
  if (Source === '')
    return refused('InvalidArgument', 'Parameter Source is not valid. Reason: Source is a required argument.');
  if (DetailType === '') {
    return refused('InvalidArgument', 'Parameter DetailType is not valid. Reason: DetailType is a required argument.');
  }
  if (Source.startsWith('aws.')) {
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  if (!isObject(parseJson(Detail))) return refused('MalformedDetail', 'Detail is malformed.');
  const sizeBytes = Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);
  return sizeBytes > maxEntryBytes ? refused('InvalidArgument', 'Total size of the entry is too large.') : undefined;
}

/** EventBridge tells whole seconds. */
function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function answer(status: number, body: object): ProxyResponse {
  return textResponse(status, JSON.stringify(body), { 'content-type': 'application/x-amz-json-1.1' });
}
