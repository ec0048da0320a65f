import type { Campaign } from '../campaign/campaign.ts';
import { isSameAddress } from '../mail-address.ts';
import type { StageConfig } from '../stage-config.ts';
import type { Person } from './person.ts';

/**
 * Who is asked before a campaign's mail leaves: the campaign's approver, else the stage's. Where that is the customer's
 * owner and the owner has no address, the stage's approver stands in, if the stage names one.
 */
export function approverOf(
  campaign: Pick<Campaign, 'approver'> | undefined,
  owner: Person,
  { defaultApprover }: Pick<StageConfig, 'defaultApprover'>,
): Person {
  const wanted = campaign?.approver ?? defaultApprover;
  const email = wanted === 'owner' && owner.email === '' ? defaultApprover : wanted;
  if (email === 'owner') return owner;
  return { name: isSameAddress(email, owner.email) ? owner.name : '', email };
}
