import { parseInboundEvent } from '../../domain/events/inbound-event.ts';
import { errorIds } from '../../runtime/error-ids.ts';
import { handleBatch, type SqsHandler } from '../../runtime/sqs-batch.ts';
import { type TakeEventTools, takeEvent } from '../../use-cases/events/take-event.ts';
import { createTools } from './tools.ts';

/** Takes in a batch of other systems' events, the oldest first; only those that failed go back to the queue. */
export function createHandler(tools: TakeEventTools): SqsHandler {
  return handleBatch({
    parse: parseInboundEvent,
    log: tools.log,
    async handle(messages) {
      const failed: string[] = [];
      // One by one: two about the same record must not pass each other.
      for (const { id, body, receives } of messages.toSorted((a, b) => timeOf(a.body) - timeOf(b.body))) {
        try {
          await takeEvent(tools, body, receives);
        } catch (error) {
          tools.log.warn('event-failed', { message: id, event: body.id, ...errorIds(error) });
          failed.push(id);
        }
      }
      return failed;
    },
  });
}

function timeOf({ time }: { readonly time: string }): number {
  return Date.parse(time);
}

export const handler = createHandler(createTools());
