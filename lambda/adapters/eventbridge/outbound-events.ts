import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { OutboundEvent } from '../../domain/events/outbound-event.ts';
import type { OutboundEvents } from '../../ports.ts';

/** The `source` of all our events; the stage's own rule leaves it out, so that none comes back. */
export const outboundSource = 'fushime';

/** EventBridge takes so many entries a call. */
const entriesAtOnce = 10;

/** Announces on a bus, by name or ARN. Throws what EventBridge throws when it takes none of a call. */
export function createOutboundEvents({
  client,
  bus,
}: {
  readonly client: EventBridgeClient;
  readonly bus: string;
}): OutboundEvents {
  async function put(events: readonly OutboundEvent[]): Promise<readonly string[]> {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: events.map(({ id, type, detail }) => ({
          ...{ EventBusName: bus, Source: outboundSource, DetailType: type, Time: new Date(detail.at) },
          Detail: JSON.stringify({ id, ...detail }),
        })),
      }),
    );
    // The answers stand in the order of the entries; what was not taken has no id.
    return events.filter((_, index) => Entries[index]?.EventId === undefined).map(({ id }) => id);
  }
  return {
    async announce(events) {
      const left: string[] = [];
      for (let from = 0; from < events.length; from += entriesAtOnce) {
        left.push(...(await put(events.slice(from, from + entriesAtOnce))));
      }
      return left;
    },
  };
}
