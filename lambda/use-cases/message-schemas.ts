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
    counted: z.optional(z.number()),
  }),
  z.object({ kind: z.literal('event'), campaign: z.string(), event: z.string() }),
  z.object({
    ...{ kind: z.literal('release'), campaign: z.string(), date: z.optional(z.iso.date()) },
    ...{ day: z.optional(z.iso.date()), cursor: z.optional(z.string()) },
  }),
  z.object({ kind: z.literal('digest'), scheduledTime: z.iso.datetime({ offset: true }) }),
  z.object({ kind: z.literal('again'), rows: z.array(z.object({ customer: z.string(), key: z.string() })) }),
  z.object({
    ...{ kind: z.literal('accepted'), type: z.string(), field: z.string(), records: z.array(z.string()) },
  }),
  z.object({
    ...{ kind: z.literal('take-over'), campaigns: z.optional(z.array(z.string())) },
    ...{ customers: z.optional(z.array(z.string())), cursor: z.optional(z.string()) },
  }),
]);

const sendMessage = z.object({ customer: z.string(), key: z.string() });

/** Reads a message of the plan queue. Throws when it is not one. */
export function parsePlanMessage(body: unknown): PlanMessage {
  const message = planMessage.parse(body);
  switch (message.kind) {
    case 'continue': {
      const { cursor, counted, ...rest } = message;
      const { query, page } = cursor;
      const at = { query, ...(page !== undefined && { page }) };
      return { ...rest, cursor: at, ...(counted !== undefined && { counted }) };
    }
    case 'release': {
      const { kind, campaign, date, day, cursor } = message;
      const from = { ...(day !== undefined && { day }), ...(cursor !== undefined && { cursor }) };
      return { kind, campaign, ...(date !== undefined && { date }), ...from };
    }
    case 'take-over': {
      const { kind, campaigns, customers, cursor } = message;
      const whom = { ...(campaigns && { campaigns }), ...(customers && { customers }) };
      return { kind, ...whom, ...(cursor !== undefined && { cursor }) };
    }
    default:
      return message;
  }
}

/** Reads a message of the send queue. Throws when it is not one. */
export function parseSendMessage(body: unknown): SendMessage {
  return sendMessage.parse(body);
}
