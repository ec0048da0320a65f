import type { Campaign } from '../campaign/campaign.ts';
import type { StoredRecord } from '../records/record.ts';
import type { ConsentPolicy } from '../stage-config.ts';

/** Whether a campaign may mail the customer as far as consent goes: contract mail always, marketing by 配信同意 and policy. */
export function hasConsent({ category }: Campaign, customer: StoredRecord, policy: ConsentPolicy): boolean {
  return category !== 'marketing' || hasMarketingConsent(customer, policy);
}

/** The same for marketing mail of any campaign. */
export function hasMarketingConsent(customer: StoredRecord, policy: ConsentPolicy): boolean {
  const { consent } = customer.fields;
  return consent === undefined ? policy === 'existing-customer' : consent === true;
}
