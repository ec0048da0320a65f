/** An error as EventBridge Scheduler answers it; `name` travels in x-amzn-errortype. */
export class SchedulerError extends Error {
  override readonly name: 'ConflictException' | 'ResourceNotFoundException' | 'ValidationException';

  constructor(name: SchedulerError['name'], message: string) {
    super(message);
    this.name = name;
  }

  /** The HTTP status that the API's model gives to the error. */
  get status(): number {
    return { ConflictException: 409, ResourceNotFoundException: 404, ValidationException: 400 }[this.name];
  }
}

/** A ValidationException. */
export function invalid(message: string): SchedulerError {
  return new SchedulerError('ValidationException', message);
}
