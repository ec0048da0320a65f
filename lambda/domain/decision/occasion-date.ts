import type { Campaign } from '../campaign/campaign.ts';
import type { StoredRecord } from '../records/record.ts';
import type { OccasionDate } from './facts.ts';

/** The date of the record on which a campaign's trigger looks; undefined where it looks at none. */
export function occasionDate({ trigger }: Campaign, holder: StoredRecord): OccasionDate | undefined {
  if (trigger.kind !== 'date') return undefined;
  const { field } = trigger.path;
  return {
    name: holder.type === 'customer' ? field : `${holder.type}.${field}`,
    value: holder.fields[field] ?? null,
    isSuspect: holder.suspects?.includes(field) ?? false,
  };
}
