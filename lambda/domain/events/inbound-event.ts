import * as z from 'zod/mini';

const inboundEvent = z.object({
  id: z.string().check(z.minLength(1)),
  'detail-type': z.string(),
  source: z.string(),
  time: z.iso.datetime({ offset: true }),
  detail: z.unknown(),
});

/**
 * What lies on the `events` queue: EventBridge's envelope, of which no more is read than this. `id` is the sender's own
 * where it came by HTTP, `time` an instant with Z or an offset. What is in `detail` is not known yet.
 */
export interface InboundEvent {
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly time: string;
  readonly detail: unknown;
}

/** Reads a message of the events queue. Throws when it is not one, which no system outside can bring about. */
export function parseInboundEvent(body: unknown): InboundEvent {
  return inboundEvent.parse(body);
}
