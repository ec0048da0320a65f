import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { localAccessKeyId } from '../../local/cloud/functions/function-env.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';

/** An event as another system puts it. */
export interface PutEvent {
  readonly detailType: string;
  readonly detail: unknown;
  /** Now, by the cloud's clock, unless told. */
  readonly time?: Date;
}

/** Puts events of a CRM on the stage's bus, as `aws events put-events` does; answers their ids. */
export async function putEvents(cloud: LocalCloud, ...events: readonly PutEvent[]): Promise<readonly string[]> {
  const { proxyUrl: endpoint, region } = cloud;
  const credentials = { accessKeyId: localAccessKeyId, secretAccessKey: 'local' };
  const client = new EventBridgeClient({ endpoint, region, credentials });
  try {
    const { Entries = [] } = await client.send(
      new PutEventsCommand({
        Entries: events.map(({ detailType, detail, time }) => ({
          ...{ EventBusName: cloud.variable('EVENT_BUS'), Source: 'com.example.crm', DetailType: detailType },
          Detail: JSON.stringify(detail),
          Time: time ?? new Date(cloud.clock.nowMs()),
        })),
      }),
    );
    return Entries.map(({ EventId = '' }) => EventId);
  } finally {
    client.destroy();
  }
}
