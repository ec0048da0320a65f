import { FushimeError } from '../../domain/fushime-error.ts';

/** A mail that cannot be written down: an address that no server takes, a URL that is none. */
export class InvalidMailError extends FushimeError {
  override readonly name = 'InvalidMailError';

  constructor(message: string) {
    super(message, { retryable: false });
  }
}
