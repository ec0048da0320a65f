import type { Permission } from '../iam/authority.ts';

/** What a request to an AWS service means: its operation (`dynamodb:TransactWriteItems`) and what that needs. */
export interface ServiceCall {
  readonly operation: string;
  readonly permissions: readonly Permission[];
  /** The role that a schedule is given. */
  readonly passes?: { readonly roleArn: string; readonly groupArn: string };
  /** Objects that are there or gone when the call has succeeded. */
  readonly objects?: { readonly bucket: string; readonly put: readonly string[]; readonly deleted: readonly string[] };
}

/** A call that the local cloud does not know: an operation, option or service it has no answer for. */
export class UnknownCallError extends Error {
  override readonly name = 'UnknownCallError';
}
