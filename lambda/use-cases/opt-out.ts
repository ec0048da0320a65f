import type { Log, Queues, RefusalStore } from '../ports.ts';
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
  /** Other systems hear of it by way of notify. */
  readonly queues: Pick<Queues, 'notify'>;
  readonly log: Log;
}

/** Records a "no" for the customer and for their address, so that another row with that address is not mailed either. Idempotent. */
export async function optOut(tools: OptOutTools, { customer, scope, source, at }: OptOutRequest): Promise<void> {
  // The customer's own "no" first: it must hold even when the address cannot be looked up.
  await tools.refusals.optOut([{ kind: 'customer', id: customer }], scope, at, source);
  const address = await findOwnAddress(tools, customer);
  if (address !== undefined) await tools.refusals.optOut([address], scope, at, source);
  await tellSystems(tools, { customer, scope, source, at });
}

/** The "no" holds by now: who said it must not see an error because others could not be told. */
async function tellSystems({ queues, log }: OptOutTools, said: OptOutRequest): Promise<void> {
  const { customer, scope, source, at } = said;
  try {
    await queues.notify([{ kind: 'opted-out', customer, scope, source, at }]);
  } catch (error) {
    log.error('opt-out-untold', { customer, scope, error: error instanceof Error ? error.name : 'unknown' });
  }
}
