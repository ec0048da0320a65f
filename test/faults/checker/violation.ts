/** Something that never should have happened. */
export interface Violation {
  readonly rule: string;
  readonly what: string;
}
