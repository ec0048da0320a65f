import { FushimeError } from '../../domain/fushime-error.ts';

/** The identity provider does not answer, or is not the one that the stage names. Never carries what it said of a person. */
export class SignInError extends FushimeError {
  override readonly name = 'SignInError';

  constructor(message: string, cause: unknown) {
    super(message, { retryable: true, cause });
  }
}
