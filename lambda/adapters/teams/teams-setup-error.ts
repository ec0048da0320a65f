import { FushimeError } from '../../domain/fushime-error.ts';

/** The Teams secret cannot be used as it is. Cards wait in the queue while somebody puts it right. */
export class TeamsSetupError extends FushimeError {
  override readonly name = 'TeamsSetupError';

  constructor(message: string) {
    super(message, { retryable: true });
  }
}
