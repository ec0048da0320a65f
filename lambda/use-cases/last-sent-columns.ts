import { normalizeLabel } from '../domain/records/record-model.ts';
import type { CampaignStore, CustomerStore } from '../ports.ts';
import { findLiveCampaign } from './live-campaign.ts';

/** The normalized labels of the columns by which live campaigns know what an earlier system sent to customers. */
export async function lastSentColumns(campaigns: CampaignStore): Promise<ReadonlySet<string>> {
  const { campaigns: entries } = await campaigns.manifest();
  const columns = new Set<string>();
  for (const id of Object.keys(entries)) {
    const column = (await findLiveCampaign(campaigns, id))?.version.campaign.lastSentColumn;
    if (column !== undefined) columns.add(normalizeLabel(column));
  }
  return columns;
}

/** The same store, in which these columns of customers are never cleared and never go back to an earlier day. */
export function keepLastSent<Store extends Pick<CustomerStore, 'putMany'>>(
  customers: Store,
  columns: ReadonlySet<string>,
): Store {
  if (columns.size === 0) return customers;
  return {
    ...customers,
    putMany: (records, source) =>
      customers.putMany(
        records.map((record) => (record.type === 'customer' ? { ...record, lastSent: columns } : record)),
        source,
      ),
  };
}
