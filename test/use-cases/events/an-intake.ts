import { createMemoryEventTimes } from '../../../lambda/adapters/memory/memory-event-times.ts';
import type { CampaignVersion } from '../../../lambda/domain/campaign/campaign.ts';
import type { InboundEvent } from '../../../lambda/domain/events/inbound-event.ts';
import { recordName } from '../../../lambda/domain/records/record.ts';
import { takeEvent } from '../../../lambda/use-cases/events/take-event.ts';
import type { PlanMessage } from '../../../lambda/use-cases/messages.ts';
import { aWorld } from '../../support/world.ts';

/** An event as it lies on the queue, at 09:30 on 14 March 2027 in Tokyo unless told otherwise. */
export function anEvent(detailType: string, detail: unknown, changes: Partial<InboundEvent> = {}): InboundEvent {
  return { id: 'e1', 'detail-type': detailType, source: 'crm', time: '2027-03-14T00:30:00Z', detail, ...changes };
}

/** Taking in events over stand-ins that remember; it is 09:30 on 14 March 2027 in Tokyo. */
export async function anIntake(...versions: readonly CampaignVersion[]) {
  const world = aWorld({ now: '2027-03-14T09:30:00+09:00' });
  const scheduled: { readonly name: string; readonly at: string; readonly message: PlanMessage }[] = [];
  const refused: { readonly body: string; readonly reason: string }[] = [];
  const logged: string[] = [];
  const log = (event: string) => void logged.push(event);
  await world.goLive(...versions);
  const tools = {
    ...world.tools,
    log: { info: log, warn: log, error: log },
    eventTimes: createMemoryEventTimes(),
    refused: { keep: async (body: string, reason: string) => void refused.push({ body, reason }) },
    schedules: {
      async once(name: string, atMs: number, message: PlanMessage) {
        scheduled.push({ name, at: new Date(atMs).toISOString(), message });
      },
    },
  };
  return {
    ...{ ...world, tools, scheduled, refused, logged },
    take: (event: InboundEvent, receives?: number) => takeEvent(tools, event, receives),
    async fields(type: string, id: string) {
      const found = await tools.customers.getMany([{ type, id }]);
      return found.get(recordName({ type, id }))?.fields;
    },
  };
}
