/** A command that cannot go on, in words for the person at the terminal. `isUsage` = it was asked for wrongly. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
  readonly isUsage: boolean;

  constructor(message: string, options: { readonly isUsage?: boolean; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.isUsage = options.isUsage ?? false;
  }
}
