import type { NewRecord } from '../../domain/records/record.ts';
import { normalizeLabel } from '../../domain/records/record-model.ts';
import type { CampaignStore, Queues } from '../../ports.ts';
import { findLiveCampaign } from '../live-campaign.ts';
import { takeOverMessages } from '../messages.ts';

/** What asking for a take-over needs. */
export interface TakeOverStoredTools {
  readonly campaigns: CampaignStore;
  readonly queues: Pick<Queues, 'plan'>;
}

/**
 * Asks plan to take over what an earlier system sent to customers that were stored, if a live campaign looks at a column
 * that they have.
 */
export async function takeOverStored(
  { campaigns, queues }: TakeOverStoredTools,
  type: string,
): Promise<(records: readonly NewRecord[]) => Promise<void>> {
  const columns = type === 'customer' ? await lastSentColumns(campaigns) : new Set<string>();
  return async (records) => {
    if (columns.size === 0) return;
    const concerned = records.filter(({ fields }) =>
      Object.keys(fields).some((key) => columns.has(normalizeLabel(key))),
    );
    await queues.plan(takeOverMessages(concerned.map(({ id }) => id)));
  };
}

async function lastSentColumns(campaigns: CampaignStore): Promise<ReadonlySet<string>> {
  const { campaigns: entries } = await campaigns.manifest();
  const columns = new Set<string>();
  for (const id of Object.keys(entries)) {
    const column = (await findLiveCampaign(campaigns, id))?.version.campaign.lastSentColumn;
    if (column !== undefined) columns.add(normalizeLabel(column));
  }
  return columns;
}
