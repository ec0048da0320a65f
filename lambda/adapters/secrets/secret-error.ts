import { FushimeError } from '../../domain/fushime-error.ts';

/** A secret that cannot be read, or does not hold what it should. Never carries its text. */
export class SecretError extends FushimeError {
  override readonly name = 'SecretError';

  constructor(message: string, cause: unknown) {
    super(message, { retryable: true, cause });
  }
}
