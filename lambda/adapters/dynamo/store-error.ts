import { FushimeError } from '../../domain/fushime-error.ts';

const RETRYABLE = new Set([
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
]);

/** A table did not do what was asked. Names the operation and the table only: keys and values stay in `cause`. */
export class StoreError extends FushimeError {
  override readonly name = 'StoreError';
}

/** Translates what the SDK threw; a failure that never reached DynamoDB, or was its own fault, is worth another try. */
export function toStoreError(operation: string, table: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const reason = cause instanceof Error ? cause.name : 'unknown';
  return new StoreError(`${operation} on ${table} failed: ${reason}`, { retryable: isRetryable(cause), cause });
}

/** True for a conditional write that DynamoDB declined because its condition did not hold. */
export function isConditionFailure(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

function isRetryable(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  if (RETRYABLE.has(cause.name)) return true;
  if ('$fault' in cause) return cause.$fault === 'server';
  // Node's network errors carry a code such as ECONNRESET.
  return 'code' in cause;
}
