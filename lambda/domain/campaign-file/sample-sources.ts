import type { Campaign } from '../campaign/campaign.ts';
import type { MessageSources } from '../message/message-context.ts';
import type { FieldValue, StoredRecord } from '../records/record.ts';
import type { FieldModel, RecordModel } from '../records/record-model.ts';
import type { StageConfig } from '../stage-config.ts';

/** Made-up sources with a plausible value in every field, to try a template with. */
export function sampleSources(
  campaign: Pick<Campaign, 'locale' | 'contact'>,
  offset: string,
  types: readonly string[],
  stage: StageConfig,
  model: RecordModel,
): MessageSources {
  const records = model
    .filter(({ type }) => types.includes(type) && type !== 'customer')
    .map(({ type }): [string, StoredRecord] => [type, sampleRecord(model, type)]);
  return {
    customer: sampleRecord(model, 'customer'),
    records: Object.fromEntries(records),
    event: { title: 'Sample', url: 'https://example.com/' },
    campaign,
    candidate: { nominal: '2027-03-14', dueOn: '2027-03-07', offset, years: 3 },
    stage: { sender: stage.sender, recordModel: model },
    unsubscribeUrl: 'https://example.com/unsubscribe',
    today: '2027-03-07',
  };
}

function sampleRecord(model: RecordModel, type: string): StoredRecord {
  const fields = model.find((each) => each.type === type)?.fields ?? [];
  return {
    type,
    id: 'S001',
    rev: 1,
    fields: Object.fromEntries(fields.map((field) => [field.key, sampleValue(field)])),
  };
}

function sampleValue({ kind, labels, key }: FieldModel): FieldValue {
  switch (kind) {
    case 'date':
      return '2024-03-14';
    case 'boolean':
      return true;
    case 'number':
      return 3;
    case 'email':
      return 'sample@example.com';
    case 'url':
      return 'https://example.com/';
    case 'reference':
      return 'S001';
    case 'text':
      return labels[0] ?? key;
  }
}
