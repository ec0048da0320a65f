import { FushimeError } from '../../domain/fushime-error.ts';

/** SES refused the caller, not the mail: nothing was sent, and a grant or new credentials help. */
export class MailerAccessError extends FushimeError {
  override readonly name = 'MailerAccessError';

  constructor(cause: unknown) {
    super('SES refused the credentials or the permission of the caller', { retryable: true, cause });
  }
}
