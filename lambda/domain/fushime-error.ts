/** What every error of this program is: a literal `name`, whether trying again can help, and the cause kept. */
export abstract class FushimeError extends Error {
  abstract override readonly name: string;
  readonly retryable: boolean;

  constructor(message: string, options: { readonly retryable: boolean; readonly cause?: unknown }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryable = options.retryable;
  }
}
