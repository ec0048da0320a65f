import * as z from 'zod/mini';
import type { SuspectsAccepted } from '../messages.ts';
import type { UploadMessage } from './import-upload.ts';

/** What the import queue carries: S3's events, and what import, pages and the command line ask for. */
export type ImportQueueMessage = UploadMessage | SuspectsAccepted;

const instant = z.iso.datetime({ offset: true });
const upload = { key: z.string(), at: instant };

const objectCreated = z.object({
  time: instant,
  detail: z.object({ object: z.object({ key: z.string(), etag: z.optional(z.string()) }) }),
});

const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('continue'), ...upload }),
  z.object({ kind: z.literal('decided'), ...upload }),
  z.object({
    ...{ kind: z.literal('accept'), type: z.string(), field: z.string(), by: z.string(), at: instant },
    ...{ value: z.optional(z.union([z.string(), z.number(), z.boolean()])), cursor: z.optional(z.string()) },
    cause: z.optional(z.enum(['default-date', 'future-birthday', 'same-birthday'])),
    records: z.optional(z.array(z.string())),
  }),
]);

/** Reads a message of the import queue. Throws when it is none. */
export function parseImportMessage(body: unknown): ImportQueueMessage {
  const created = objectCreated.safeParse(body);
  if (created.success) {
    const { time, detail } = created.data;
    // Unlike S3's own notifications, its EventBridge events carry the key as it is, not URL-encoded.
    const { key, etag } = detail.object;
    return { kind: 'created', key, at: new Date(time).toISOString(), ...(etag !== undefined && { etag }) };
  }
  const read = message.parse(body);
  if (read.kind !== 'accept') return read;
  const { value, cause, cursor, records, ...rest } = read;
  return {
    ...rest,
    ...(value !== undefined && { value }),
    ...(cause !== undefined && { cause }),
    ...(cursor !== undefined && { cursor }),
    ...(records !== undefined && { records }),
  };
}
