import type { RefusalStore } from '../ports.ts';
import { findOwnAddress, type OptOutSources } from './opt-out-subjects.ts';

/** What is asked for: who wants no more of `scope` (a campaign identity or `marketing`), and by which way they said so. */
export interface OptOutRequest {
  readonly customer: string;
  readonly scope: string;
  /** Kept in the ledger: `one-click`, `preferences-page`, … */
  readonly source: string;
  /** Instant, ISO UTC. */
  readonly at: string;
}

export interface OptOutTools extends OptOutSources {
  readonly refusals: Pick<RefusalStore, 'optOut'>;
}

/** Records a "no" for the customer and for their address, so that another row with that address is not mailed either. Idempotent. */
export async function optOut(tools: OptOutTools, { customer, scope, source, at }: OptOutRequest): Promise<void> {
  // The customer's own "no" first: it must hold even when the address cannot be looked up.
  await tools.refusals.optOut([{ kind: 'customer', id: customer }], scope, at, source);
  const address = await findOwnAddress(tools, customer);
  if (address !== undefined) await tools.refusals.optOut([address], scope, at, source);
}
