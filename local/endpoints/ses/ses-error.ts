/** An error as SES v1 puts it on the wire. `code` is the wire's code; the status is 400 for all that SES models. */
export class SesError extends Error {
  override readonly name = 'SesError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The error for a parameter that SES would not take. */
export function invalidParameter(message: string): SesError {
  return new SesError('InvalidParameterValue', message);
}
