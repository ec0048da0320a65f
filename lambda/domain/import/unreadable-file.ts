import { FushimeError } from '../fushime-error.ts';
import type { LocalizedText } from '../locale.ts';

/** A file that cannot be read as a table at all. `explanation` says what is wrong with it and what its owner should do. */
export class UnreadableFile extends FushimeError {
  override readonly name = 'UnreadableFile';
  readonly explanation: LocalizedText;

  constructor(explanation: LocalizedText, cause?: unknown) {
    super(explanation.en, { retryable: false, cause });
    this.explanation = explanation;
  }
}
