/** What Secrets Manager answers instead of a result, by the name that SDK clients throw it under. */
export class SecretsFailure extends Error {
  override readonly name = 'SecretsFailure';
  readonly type: string;

  constructor(type: string, message: string) {
    super(message);
    this.type = type;
  }
}
