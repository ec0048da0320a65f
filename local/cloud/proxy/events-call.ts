import { busName } from '../../endpoints/events.ts';
import type { LocalPlace } from '../assembly/resource-identity.ts';
import { at, listOf, parseJson, text } from '../json.ts';
import type { CloudParts } from '../wiring/cloud-parts.ts';
import type { ProxyRequest } from './http-message.ts';
import { type ServiceCall, UnknownCallError } from './service-call.ts';

/** Names on which buses an EventBridge request puts events. Throws UnknownCallError for other operations and buses. */
export function eventsCall(
  { headers, body }: ProxyRequest,
  { eventBuses }: CloudParts,
  place: LocalPlace,
): ServiceCall {
  const name = /^AWSEvents\.(\w+)$/.exec(headers['x-amz-target'] ?? '')?.[1] ?? '';
  if (name !== 'PutEvents') throw new UnknownCallError(`events:${name} is unknown here.`);
  const permissions = listOf(at(parseJson(body.toString('utf8')), 'Entries')).map((entry) => {
    const bus = busName(text(at(entry, 'EventBusName')) ?? 'default');
    if (bus !== 'default' && !eventBuses.includes(bus)) {
      throw new UnknownCallError(`There is no event bus ${bus} in the templates.`);
    }
    return {
      action: 'events:PutEvents',
      resource: `arn:aws:events:${place.region}:${place.account}:event-bus/${bus}`,
      context: {
        'events:source': [text(at(entry, 'Source')) ?? ''],
        'events:detail-type': [text(at(entry, 'DetailType')) ?? ''],
      },
    };
  });
  return { operation: 'events:PutEvents', permissions };
}
