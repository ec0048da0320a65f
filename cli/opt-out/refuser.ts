import { toWireAddress } from '../../lambda/domain/mail-address.ts';
import type { Subject } from '../../lambda/ports.ts';
import { optOut } from '../../lambda/use-cases/opt-out.ts';
import { resumeMail } from '../../lambda/use-cases/opt-out-resume.ts';
import { findOptOutSubjects } from '../../lambda/use-cases/opt-out-subjects.ts';
import { CommandFailure } from '../command-failure.ts';
import type { StageTools } from '../stage/stage-tools.ts';

/** Whose word it is: a customer's, who brings their address along, or that of whoever reads an address. */
export type Refuser =
  | { readonly kind: 'customer'; readonly id: string }
  | { readonly kind: 'address'; readonly address: string };

/** What is recorded of a refuser's word. Instant, ISO UTC. */
export interface Word {
  readonly scope: string;
  readonly source: string;
  readonly at: string;
}

type Tools = Pick<StageTools, 'customers' | 'refusals' | 'hasher' | 'queues' | 'log'>;

/** The one that the options name. Throws CommandFailure. */
export function readRefuser({ customer, email }: { readonly customer?: string; readonly email?: string }): Refuser {
  if ((customer === undefined) === (email === undefined)) {
    throw new CommandFailure('Give either --customer ID or --email ADDRESS.', { isUsage: true });
  }
  if (customer !== undefined) return { kind: 'customer', id: customer };
  // Nobody can be mailed at such an address, so it is a typing mistake that would leave the right one open.
  if (email === undefined || toWireAddress(email) === undefined) {
    throw new CommandFailure('This is no mail address.', { isUsage: true });
  }
  return { kind: 'address', address: email };
}

/** All that the refuser's word is recorded under. Throws CommandFailure for a customer that there is none of. */
export async function findSubjects(tools: Tools, refuser: Refuser): Promise<readonly Subject[]> {
  if (refuser.kind === 'address') return [{ kind: 'address', hash: await tools.hasher.hash(refuser.address) }];
  if ((await tools.customers.get({ type: 'customer', id: refuser.id })) === undefined) {
    throw new CommandFailure(
      `There is no customer "${refuser.id}". Ids are those of the column 顧客ID; with --email an address is enough.`,
    );
  }
  return findOptOutSubjects(tools, refuser.id);
}

/** Records that they want no more of a scope. Idempotent. */
export async function recordOptOut(
  tools: Tools,
  refuser: Refuser,
  subjects: readonly Subject[],
  word: Word,
): Promise<void> {
  if (refuser.kind === 'customer') return optOut(tools, { customer: refuser.id, ...word });
  return tools.refusals.optOut(subjects, word.scope, word.at, word.source);
}

/** Records that they take their "no" to a scope back. Idempotent. */
export async function recordOptIn(
  tools: Tools,
  refuser: Refuser,
  subjects: readonly Subject[],
  word: Word,
): Promise<void> {
  const { scope, ...said } = word;
  if (refuser.kind === 'customer') return resumeMail(tools, { customer: refuser.id, scopes: [scope], ...said });
  return tools.refusals.optIn(subjects, scope, said.at, said.source);
}
