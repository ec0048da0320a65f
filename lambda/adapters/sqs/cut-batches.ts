import { QueueError } from './queue-error.ts';

const maxEntries = 10;
const maxSizeBytes = 256 * 1024;

/**
 * Cuts message bodies into batches of at most 10 and 256 KB together, in order (SQS: SendMessageBatch). Throws
 * QueueError for a body larger than that.
 */
export function cutBatches(bodies: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let sizeBytes = 0;
  for (const body of bodies) {
    const bodyBytes = Buffer.byteLength(body);
    if (bodyBytes > maxSizeBytes)
      throw new QueueError(`A message of ${bodyBytes} bytes is too large`, { retryable: false });
    if (batch.length === maxEntries || (batch.length > 0 && sizeBytes + bodyBytes > maxSizeBytes)) {
      batches.push(batch);
      batch = [];
      sizeBytes = 0;
    }
    batch.push(body);
    sizeBytes += bodyBytes;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}
