import { FushimeError } from '../../domain/fushime-error.ts';

/** Messages that a queue did not take. */
export class QueueError extends FushimeError {
  override readonly name = 'QueueError';
}
