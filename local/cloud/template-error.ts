/** A synthesized template says something that the local cloud does not know how to obey. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
  /** The stack and logical id, as far as known. */
  readonly place: string;

  constructor(place: string, detail: string) {
    super(`${place}: ${detail}`);
    this.place = place;
  }
}
