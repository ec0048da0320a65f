import * as z from 'zod/mini';
import { handleEach, type SqsHandler } from '../../runtime/sqs-batch.ts';
import { type ImportUploadTools, importUpload, type Upload } from '../../use-cases/import-upload.ts';
import { createTools } from './tools.ts';

const objectCreated = z.object({
  time: z.iso.datetime({ offset: true }),
  detail: z.object({ object: z.object({ key: z.string() }) }),
});

/** Imports the files that a batch of "Object Created" events names; only the events that failed go back to the queue. */
export function createHandler(tools: ImportUploadTools): SqsHandler {
  return handleEach({ parse: parseUpload, handle: (upload) => importUpload(tools, upload), log: tools.log });
}

// Unlike S3's own notifications, its EventBridge events carry the key as it is, not URL-encoded.
function parseUpload(body: unknown): Upload {
  const { time, detail } = objectCreated.parse(body);
  return { key: detail.object.key, at: time };
}

export const handler = createHandler(createTools());
