import type { NewRecord } from '../../domain/records/record.ts';
import { normalizeLabel } from '../../domain/records/record-model.ts';
import type { CampaignStore, CustomerStore, Queues } from '../../ports.ts';
import { keepLastSent, lastSentColumns } from '../last-sent-columns.ts';
import { takeOverMessages } from '../messages.ts';

/** What keeping what an earlier system sent needs. */
export interface TakeOverStoredTools {
  readonly campaigns: CampaignStore;
  readonly customers: CustomerStore;
  readonly queues: Pick<Queues, 'plan'>;
}

/** How to store records of a type. */
export interface StoredWithTakeOver {
  readonly customers: CustomerStore;
  readonly onStored: (records: readonly NewRecord[]) => Promise<void>;
}

/**
 * Stores customers in such a way that what an earlier system sent is never forgotten, if a live campaign looks at a column
 * that they have, and asks plan to take it over.
 */
export async function takeOverStored(
  { campaigns, customers, queues }: TakeOverStoredTools,
  type: string,
): Promise<StoredWithTakeOver> {
  const columns = type === 'customer' ? await lastSentColumns(campaigns) : new Set<string>();
  return {
    customers: keepLastSent(customers, columns),
    onStored: async (records) => {
      if (columns.size === 0) return;
      const concerned = records.filter(({ fields }) =>
        Object.keys(fields).some((key) => columns.has(normalizeLabel(key))),
      );
      await queues.plan(takeOverMessages(concerned.map(({ id }) => id)));
    },
  };
}
