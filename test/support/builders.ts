import type { Campaign, CampaignVersion, DatePath, Trigger } from '../../lambda/domain/campaign/campaign.ts';
import type { UploadHold } from '../../lambda/domain/import/upload.ts';
import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import type { Fields, NewRecord } from '../../lambda/domain/records/record.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';

/** A stage of a made-up company. */
export const aStage: StageConfig = {
  name: 'test',
  locale: 'ja',
  timeZone: 'Asia/Tokyo',
  consentPolicy: 'existing-customer',
  sender: {
    name: '株式会社みなも',
    email: 'info@minamo.example.jp',
    address: '京都市中京区1-2-3',
    contact: 'support@minamo.example.jp',
  },
  defaultChannel: '営業',
  defaultApprover: 'owner',
  digestAt: '08:30',
  remindApproverAfterHours: 4,
  softBounceLimit: 3,
  recordModel: defaultRecordModel,
};

/** A customer who may be mailed, unless told otherwise; a field set to undefined is empty. */
export function aCustomer(id = 'C1', fields: Readonly<Record<string, Fields[string] | undefined>> = {}): NewRecord {
  const all = {
    name: '山田 花子',
    email: 'hanako@example.com',
    'owner.name': '佐藤',
    'owner.email': 'sato@minamo.example.jp',
    birthday: '2000-03-14',
    ...fields,
  };
  return aRecord('customer', id, all);
}

/** A record of any type. */
export function aRecord(
  type: string,
  id: string,
  fields: Readonly<Record<string, Fields[string] | undefined>>,
): NewRecord {
  const present = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, value] as const],
  );
  return { type, id, fields: Object.fromEntries(present) };
}

/** The path of a date that the customer's own record holds. */
export function ownDate(field: string): DatePath {
  return { base: 'customer', hops: [], holder: 'customer', field, reach: { kind: 'self' } };
}

/** Every birthday, on the day, from the first one on. */
export const onBirthday = {
  kind: 'date',
  path: ownDate('birthday'),
  rule: {
    kind: 'yearly',
    leapDay: 'feb28',
    offsets: [{ direction: 'on', duration: { years: 0, months: 0, weeks: 0, days: 0 }, iso: '' }],
  },
  years: { from: 1 },
} as const satisfies Trigger;

const none = { years: 0, months: 0, weeks: 0, days: 0 };

/** A birthday campaign, unless told otherwise. */
export function aCampaign(changes: Partial<Campaign> = {}): Campaign {
  return {
    id: 'birthday',
    identity: changes.id ?? 'birthday',
    name: '誕生日',
    trigger: onBirthday,
    at: '09:00',
    timeZone: 'Asia/Tokyo',
    where: { kind: 'everyone' },
    category: 'marketing',
    to: { kind: 'customer' },
    approval: 'flagged',
    notify: 'each',
    validFor: { ...none, days: 3 },
    businessDays: 'any',
    enabled: true,
    locale: 'ja',
    ...changes,
  };
}

/** A published version of a campaign, with a short text. */
export function aVersion(changes: Partial<Campaign> = {}, rest: Partial<CampaignVersion> = {}): CampaignVersion {
  return {
    version: 'v1',
    campaign: aCampaign(changes),
    subjects: { '': '{{name}}様、お誕生日おめでとうございます' },
    html: '<p>{{name}}様</p><a href="{{unsubscribeUrl}}">配信停止</a>',
    text: '{{name}}様 {{unsubscribeUrl}}',
    required: [{ name: 'name', path: ['name'] }],
    ...rest,
  };
}

/** Why a list whose rows have slipped waits, unless told otherwise. */
export function aHold(changes: Partial<UploadHold> = {}): UploadHold {
  return {
    ...{ known: 1_200, changed: 310, stored: 1_300, removed: 100, lookedUp: 0, renumbered: 0 },
    ...{ why: ['names-change'], isPartStored: false, ...changes },
  };
}
