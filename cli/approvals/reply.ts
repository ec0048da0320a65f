/** What a command answers with, and whether all went as asked. */
export interface Reply {
  readonly json: unknown;
  readonly text: string;
  readonly ok: boolean;
}
