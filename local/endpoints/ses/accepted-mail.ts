import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { readMailHeaders } from './mail-headers.ts';
import type { RawEmailRequest } from './raw-email-request.ts';

/** A mail that SES took, its bytes exactly as given. `atMs` is the time of the local clock. */
export interface AcceptedMail extends RawEmailRequest {
  readonly messageId: string;
  readonly atMs: number;
}

const stateSchema = z.array(
  z.object({
    messageId: z.string(),
    atMs: z.number(),
    source: z.string(),
    destinations: z.array(z.string()),
    tags: z.array(z.object({ name: z.string(), value: z.string() })),
    configurationSet: z.string().optional(),
    raw: z.string(),
  }),
);

/** Gives a mail its id, in the shape of SES's: region, time and a random part. */
export function acceptMail(request: RawEmailRequest, atMs: number): AcceptedMail {
  const messageId = `0106${Math.trunc(atMs).toString(16).padStart(12, '0')}-${randomUUID()}-000000`;
  return { ...request, messageId, atMs };
}

/** Mails as JSON, bytes in base64. */
export function mailsToJson(mails: readonly AcceptedMail[]): unknown {
  return mails.map(recordOf);
}

/** A mail as JSON, bytes in base64. */
export function recordOf({ headers: _, raw, ...mail }: AcceptedMail) {
  return { ...mail, raw: raw.toString('base64') };
}

/** The mails that `mailsToJson` wrote. Throws if it is something else. */
export function mailsFromJson(state: unknown): AcceptedMail[] {
  return stateSchema.parse(state).map(({ raw, configurationSet, ...mail }) => {
    const bytes = Buffer.from(raw, 'base64');
    const set = configurationSet === undefined ? {} : { configurationSet };
    return { ...mail, ...set, raw: bytes, headers: readMailHeaders(bytes) };
  });
}
