import { type Person, ownerOf as recordedOwner } from '../../domain/approval/person.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { NamedCustomer } from '../../domain/cards/customer-text.ts';
import type { Notice } from '../../domain/notices/notice.ts';
import { recordName, type StoredRecord, textOf } from '../../domain/records/record.ts';
import { type SendRef, type SendRow, sendName } from '../../domain/send-log/send-row.ts';
import { mailedStates } from '../../domain/send-log/send-state.ts';
import { subjectsOf } from '../sent-mail.ts';
import type { CardTools } from './notice-tools.ts';
import type { QueuedNotice } from './queued-notice.ts';

/** What the notices' ids stand for. What no longer exists is absent. */
export interface CardNames {
  /** By id. */
  readonly campaigns: ReadonlyMap<string, Campaign>;
  /** By `type/id`. */
  readonly customers: ReadonlyMap<string, StoredRecord>;
  /** By `sendName`. */
  readonly rows: ReadonlyMap<string, SendRow>;
  /** Subjects of mails that were sent or wait for approval, by `sendName`. */
  readonly subjects: ReadonlyMap<string, string>;
}

/** Looks up everything that a batch of notices names, each thing once. */
export async function loadCardNames(tools: CardTools, notices: readonly QueuedNotice[]): Promise<CardNames> {
  const named = notices.map(({ notice }) => idsIn(notice));
  const customers = [...new Set(named.flatMap(({ customers = [] }) => customers))].map((id) => ({
    type: 'customer',
    id,
  }));
  const refs = [...new Map(named.flatMap(({ sends = [] }) => sends).map((send) => [sendName(send), send])).values()];
  const [campaigns, records, rows] = await Promise.all([
    loadCampaigns(tools, new Set(named.flatMap(({ campaigns = [] }) => campaigns))),
    customers.length === 0 ? new Map<string, StoredRecord>() : tools.customers.getMany(customers),
    refs.length === 0 ? new Map<string, SendRow>() : tools.sendLog.getMany(refs),
  ]);
  const shown = [...rows.values()].filter(({ state }) => mailedStates.includes(state) || state === 'awaiting-approval');
  return { campaigns, customers: records, rows, subjects: await loadSubjects(tools, shown) };
}

/** A card without a subject is better than none. */
async function loadSubjects(tools: CardTools, shown: readonly SendRow[]): Promise<ReadonlyMap<string, string>> {
  if (shown.length === 0) return new Map();
  try {
    return await subjectsOf(tools, shown);
  } catch (error) {
    tools.log.warn('subjects-failed', { error: error instanceof Error ? error.name : 'unknown' });
    return new Map();
  }
}

/** How cards name a customer; by the id alone when the record is gone. */
export function namedCustomer(names: CardNames, id: string): NamedCustomer {
  const record = names.customers.get(recordName({ type: 'customer', id }));
  return {
    customer: id,
    customerName: textOf(record, 'name'),
    company: textOf(record, 'company'),
    crmUrl: textOf(record, 'crmUrl'),
  };
}

/** A customer's owner; name and address are '' when there is none. */
export function ownerOf(names: CardNames, customer: string): Person {
  return recordedOwner(names.customers.get(recordName({ type: 'customer', id: customer })));
}

interface Ids {
  readonly campaigns?: readonly string[];
  readonly customers?: readonly string[];
  readonly sends?: readonly SendRef[];
}

function idsIn(notice: Notice): Ids {
  switch (notice.kind) {
    case 'send':
    case 'outcome-request':
    case 'approval-reminder': {
      const { campaign, customer, key } = notice;
      return { campaigns: [campaign], customers: [customer], sends: [{ customer, key }] };
    }
    case 'digest': {
      const { entries, more } = notice;
      return {
        campaigns: [...entries, ...more].map(({ campaign }) => campaign),
        customers: entries.map(({ customer }) => customer),
      };
    }
    default:
      return 'campaign' in notice ? { campaigns: [notice.campaign] } : {};
  }
}

async function loadCampaigns(
  { campaigns }: CardTools,
  ids: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Campaign>> {
  if (ids.size === 0) return new Map();
  const { campaigns: entries } = await campaigns.manifest();
  const found = await Promise.all(
    [...ids].map(async (id): Promise<readonly (readonly [string, Campaign])[]> => {
      const entry = entries[id];
      const version = entry && (await campaigns.version(id, entry.version));
      return version ? [[id, version.campaign]] : [];
    }),
  );
  return new Map(found.flat());
}
