import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import type { Notice } from '../domain/notices/notice.ts';
import { recordName, type StoredRecord } from '../domain/records/record.ts';
import { type SendRow, sendName } from '../domain/send-log/send-row.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { CampaignStore, CustomerStore, SendLog } from '../ports.ts';

/** A notice and the id under which its queue knows it. */
export interface QueuedNotice {
  readonly id: string;
  readonly notice: Notice;
}

/** Where a card's words come from. */
export interface CardSources {
  readonly stage: StageConfig;
  readonly customers: Pick<CustomerStore, 'getMany'>;
  readonly campaigns: Pick<CampaignStore, 'manifest' | 'version'>;
  /** Tells a send's date; without it cards do not show one. */
  readonly sendLog?: Pick<SendLog, 'getMany'>;
}

/** What the notices' ids stand for. What no longer exists is absent. */
export interface CardNames {
  /** By id. */
  readonly campaigns: ReadonlyMap<string, CampaignVersion>;
  /** By `type/id`. */
  readonly customers: ReadonlyMap<string, StoredRecord>;
  /** By `customer#key`. */
  readonly rows: ReadonlyMap<string, SendRow>;
}

/** Looks up everything that a batch of notices names, each thing once. */
export async function loadCardNames(sources: CardSources, notices: readonly QueuedNotice[]): Promise<CardNames> {
  const sends = notices.flatMap(({ notice }) => (notice.kind === 'send' ? [notice] : []));
  const customers = [...new Set(sends.map(({ customer }) => customer))].map((id) => ({ type: 'customer', id }));
  const refs = [...new Map(sends.map((send) => [sendName(send), { customer: send.customer, key: send.key }])).values()];
  const [campaigns, records, rows] = await Promise.all([
    loadCampaigns(sources, notices),
    customers.length === 0 ? new Map<string, StoredRecord>() : sources.customers.getMany(customers),
    sources.sendLog && refs.length > 0 ? sources.sendLog.getMany(refs) : new Map<string, SendRow>(),
  ]);
  return { campaigns, customers: records, rows };
}

/** The customer of a send, if still on record. */
export function customerOf(names: CardNames, id: string): StoredRecord | undefined {
  return names.customers.get(recordName({ type: 'customer', id }));
}

async function loadCampaigns(
  { campaigns }: CardSources,
  notices: readonly QueuedNotice[],
): Promise<ReadonlyMap<string, CampaignVersion>> {
  const ids = new Set(notices.flatMap(({ notice }) => ('campaign' in notice ? [notice.campaign] : [])));
  if (ids.size === 0) return new Map();
  const { campaigns: entries } = await campaigns.manifest();
  const found = await Promise.all(
    [...ids].map(async (id): Promise<readonly (readonly [string, CampaignVersion])[]> => {
      const entry = entries[id];
      const version = entry && (await campaigns.version(id, entry.version));
      return version ? [[id, version]] : [];
    }),
  );
  return new Map(found.flat());
}
