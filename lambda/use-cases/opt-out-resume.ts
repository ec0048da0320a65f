import type { RefusalStore } from '../ports.ts';
import type { OptOutRequest } from './opt-out.ts';
import { findOptOutSubjects, type OptOutSources } from './opt-out-subjects.ts';

export interface ResumeTools extends OptOutSources {
  readonly refusals: Pick<RefusalStore, 'optIn'>;
}

/** What somebody takes back: their "no" to each of the scopes. */
export interface ResumeRequest extends Omit<OptOutRequest, 'scope'> {
  readonly scopes: readonly string[];
}

/** Takes opt-outs back, for the customer and their address. Suppressions and erasures stay. Idempotent. */
export async function resumeMail(tools: ResumeTools, { customer, scopes, source, at }: ResumeRequest): Promise<void> {
  const subjects = await findOptOutSubjects(tools, customer);
  for (const scope of scopes) await tools.refusals.optIn(subjects, scope, at, source);
}
