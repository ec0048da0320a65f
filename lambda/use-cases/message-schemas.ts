import * as z from 'zod/mini';
import type { PlanMessage, SendMessage } from './messages.ts';

const cursor = z.object({ query: z.number(), page: z.optional(z.string()) });

const planMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run'), campaign: z.string(), scheduledTime: z.iso.datetime({ offset: true }) }),
  z.object({
    kind: z.literal('continue'),
    campaign: z.string(),
    date: z.iso.date(),
    day: z.iso.date(),
    cursor,
    held: z.boolean(),
  }),
  z.object({ kind: z.literal('event'), campaign: z.string(), event: z.string() }),
  z.object({ kind: z.literal('release'), campaign: z.string() }),
  z.object({ kind: z.literal('digest'), scheduledTime: z.iso.datetime({ offset: true }) }),
  z.object({ kind: z.literal('again'), rows: z.array(z.object({ customer: z.string(), key: z.string() })) }),
]);

const sendMessage = z.object({ customer: z.string(), key: z.string() });

/** Reads a message of the plan queue. Throws when it is not one. */
export function parsePlanMessage(body: unknown): PlanMessage {
  const message = planMessage.parse(body);
  if (message.kind !== 'continue') return message;
  const { query, page } = message.cursor;
  return { ...message, cursor: { query, ...(page !== undefined && { page }) } };
}

/** Reads a message of the send queue. Throws when it is not one. */
export function parseSendMessage(body: unknown): SendMessage {
  return sendMessage.parse(body);
}
