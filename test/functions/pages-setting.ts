import { createMemoryCampaignStore } from '../../lambda/adapters/memory/memory-campaign-store.ts';
import { createMemoryCustomerStore } from '../../lambda/adapters/memory/memory-customer-store.ts';
import { createMemoryRefusalStore } from '../../lambda/adapters/memory/memory-refusal-store.ts';
import { createAddressHasher } from '../../lambda/adapters/secrets/address-hasher.ts';
import type { Campaign, CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import { signLinkToken } from '../../lambda/domain/link-token.ts';
import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { PagesTools } from '../../lambda/functions/pages/pages-app.ts';
import type { Log, ManifestEntry } from '../../lambda/ports.ts';

export const aStage: StageConfig = {
  name: 'test',
  locale: 'ja',
  timeZone: 'Asia/Tokyo',
  consentPolicy: 'existing-customer',
  sender: {
    name: '株式会社ミナモ珈琲機器',
    email: 'info@minamo.example.jp',
    address: '〒604-0000 京都府京都市中京区水面町1-2-3',
    contact: 'support@minamo.example.jp',
  },
  defaultChannel: 'マーケティング',
  defaultApprover: 'marketing@minamo.example.jp',
  recordModel: defaultRecordModel,
};

/** A published birthday campaign, different where told. */
export function aVersion(changes: Partial<Campaign> = {}): CampaignVersion {
  const id = changes.id ?? 'birthday';
  return {
    version: 'v1',
    campaign: {
      ...{ id, identity: id, name: 'お誕生日のメール', at: '09:00', timeZone: 'Asia/Tokyo', category: 'marketing' },
      ...{ approval: 'never', notify: 'each', businessDays: 'any', enabled: true, locale: 'ja' },
      trigger: { kind: 'once', date: '2027-03-14' },
      where: { kind: 'everyone' },
      to: { kind: 'customer' },
      validFor: { years: 0, months: 0, days: 3 },
      ...changes,
    },
    subjects: { '': '' },
    html: '',
    text: '',
    required: [],
  };
}

/** Stores in memory with two live campaigns (one in English), a contract campaign, and customers of whom two share an address. */
export async function pagesSetting(versions: readonly CampaignVersion[] = defaultVersions) {
  const campaigns = createMemoryCampaignStore();
  for (const version of versions) await campaigns.putVersion(version);
  const entries = versions.map(({ version, campaign }): [string, ManifestEntry] => {
    const { identity, name, enabled, at, timeZone } = campaign;
    const hashes = { sourceHash: '', inputHash: '', partials: {} };
    return [campaign.id, { version, identity, name, enabled, at, timeZone, enabledAfter: '2027-01-01', ...hashes }];
  });
  const live = { campaigns: Object.fromEntries(entries), withdrawn: { gone: 'gone' }, rejected: {} };
  await campaigns.putManifest({ revision: 1, ...live });

  const customers = createMemoryCustomerStore({ model: defaultRecordModel });
  await customers.putMany([
    { type: 'customer', id: 'C1', fields: { name: '田中 花子', company: '青葉商事', email: 'hanako@example.jp' } },
    { type: 'customer', id: 'C2', fields: { name: '田中 花子（旧）', email: 'Hanako@EXAMPLE.jp' } },
    { type: 'customer', id: 'C3', fields: { name: '佐藤 次郎', email: 'jiro@example.jp' } },
  ]);

  const logged: string[] = [];
  const write: Log['info'] = (event, ids) => void logged.push(JSON.stringify({ event, ...ids }));
  const tools = {
    stage: aStage,
    clock: { nowMs: () => Date.parse('2027-03-10T00:00:00Z') },
    log: { info: write, warn: write, error: write },
    campaigns,
    customers,
    refusals: createMemoryRefusalStore(),
    hasher: createAddressHasher({ key: async () => 'address-key' }),
    linkKeys: async () => ['new-key', 'old-key'],
  } satisfies PagesTools;
  return { tools, logged };
}

/** The path of a link as it stands in a mail. */
export function linkPath(customer = 'C1', campaign = 'birthday', key = 'new-key'): string {
  return `/u/${signLinkToken({ customer, campaign }, key)}`;
}

const defaultVersions: readonly CampaignVersion[] = [
  aVersion(),
  aVersion({ id: 'welcome', name: 'Welcome letter', locale: 'en' }),
  aVersion({ id: 'renewal', name: '契約満了のお知らせ', category: 'contract' }),
];
