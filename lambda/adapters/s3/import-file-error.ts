import { NoSuchKey } from '@aws-sdk/client-s3';
import { FushimeError } from '../../domain/fushime-error.ts';

/** A file that could not be opened. Trying again does not help when it is gone. */
export class ImportFileError extends FushimeError {
  override readonly name = 'ImportFileError';

  constructor(cause: unknown) {
    super('The file to import cannot be read', { retryable: !(cause instanceof NoSuchKey), cause });
  }
}
