import * as z from 'zod/mini';
import type { Feedback } from './feedback.ts';
import { readTags } from './send-tags.ts';

const instant = z.iso.datetime({ offset: true });
const text = z.string().check(z.minLength(1));
const addresses = z.array(z.string());

const mail = z.object({
  timestamp: instant,
  messageId: text,
  destination: addresses,
  tags: z.record(z.string(), z.array(z.string())),
});

const delivery = z.object({ timestamp: instant, recipients: addresses });
const bounce = z.object({
  timestamp: instant,
  bounceType: z.string(),
  bounceSubType: z.nullish(z.string()),
  bouncedRecipients: z.array(z.object({ emailAddress: z.string(), action: z.nullish(z.string()) })),
});
const complaint = z.object({
  timestamp: instant,
  complainedRecipients: z.array(z.object({ emailAddress: z.string() })),
});

const sesEvent = z.object({
  source: z.literal('aws.ses'),
  detail: z.discriminatedUnion('eventType', [
    z.object({ eventType: z.literal('Send'), mail }),
    z.object({ eventType: z.literal('Reject'), mail }),
    z.object({ eventType: z.literal('Delivery'), mail, delivery }),
    z.object({ eventType: z.literal('Bounce'), mail, bounce }),
    z.object({ eventType: z.literal('Complaint'), mail, complaint }),
  ]),
});

type Detail = z.infer<typeof sesEvent>['detail'];

/**
 * Reads an event of SES as EventBridge carries it (SES guide, "Contents of event data"); undefined when it says nothing
 * of a customer's mail of ours: no such tags, another kind of event, or no event at all.
 */
export function parseFeedback(event: unknown): Feedback | undefined {
  const parsed = sesEvent.safeParse(event);
  if (!parsed.success) return undefined;
  const { detail } = parsed.data;
  const tagged = readTags(detail.mail.tags);
  return tagged && { ...tagged, messageId: detail.mail.messageId, ...told(detail) };
}

type Told<F> = F extends Feedback ? Omit<F, 'row' | 'attempt' | 'messageId'> : never;

function told(detail: Detail): Told<Feedback> {
  switch (detail.eventType) {
    case 'Send':
      return { what: 'sent', at: utc(detail.mail.timestamp) };
    case 'Reject':
      return { what: 'rejected', at: utc(detail.mail.timestamp) };
    case 'Delivery': {
      const { timestamp, recipients } = detail.delivery;
      return { what: 'delivered', at: utc(timestamp), recipients: named(detail, recipients) };
    }
    case 'Complaint': {
      const { timestamp, complainedRecipients } = detail.complaint;
      const recipients = named(detail, emailAddresses(complainedRecipients));
      return { what: 'complaint', at: utc(timestamp), recipients };
    }
    case 'Bounce':
      return toldOfBounce(detail);
  }
}

/** Every permanent bounce is hard, also one that SES makes itself as the address is on a suppression list; all else may pass. */
function toldOfBounce(detail: Extract<Detail, { eventType: 'Bounce' }>): Told<Feedback> {
  const { timestamp, bounceType, bounceSubType, bouncedRecipients } = detail.bounce;
  const about = { at: utc(timestamp), recipients: named(detail, emailAddresses(bouncedRecipients)) };
  if (bounceType === 'Permanent') return { what: 'hard-bounce', ...about };
  // SES guide, "Bounce types": out-of-office answers come as Transient/General, without a server's report.
  const isUnreported =
    bounceType === 'Transient' && bounceSubType === 'General' && bouncedRecipients.every(({ action }) => !action);
  return { what: 'soft-bounce', ...about, isUnreported };
}

// A server that forwards reports the address it forwarded to, which is not the one that we would mail again.
function named({ mail: { destination } }: Detail, reported: readonly string[]): readonly string[] {
  return destination.length === 1 ? [...new Set([...destination, ...reported])] : reported;
}

function emailAddresses(recipients: readonly { readonly emailAddress: string }[]): readonly string[] {
  return recipients.map(({ emailAddress }) => emailAddress);
}

function utc(timestamp: string): string {
  return new Date(timestamp).toISOString();
}
