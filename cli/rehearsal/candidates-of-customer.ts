import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import type { Candidate } from '../../lambda/domain/decision/candidate.ts';
import { eventRef } from '../../lambda/use-cases/candidate-records.ts';
import { findCandidates } from '../../lambda/use-cases/find-candidates.ts';
import { eventCandidate } from '../../lambda/use-cases/plan-event.ts';
import type { Rehearsal } from './rehearsal.ts';

const LOOK_DAYS = 366;

/** The first day after `date`, within a year, on which something falls due for the customer. */
export async function findNextDue(
  rehearsal: Rehearsal,
  version: CampaignVersion,
  customer: string,
  date: IsoDate,
): Promise<IsoDate | undefined> {
  return findDue(rehearsal, version, customer, date, 1);
}

/** The last day before `date`, within a year, on which something fell due for the customer. */
export async function findLastDue(
  rehearsal: Rehearsal,
  version: CampaignVersion,
  customer: string,
  date: IsoDate,
): Promise<IsoDate | undefined> {
  return findDue(rehearsal, version, customer, date, -1);
}

async function findDue(
  rehearsal: Rehearsal,
  version: CampaignVersion,
  customer: string,
  date: IsoDate,
  step: 1 | -1,
): Promise<IsoDate | undefined> {
  for (let days = 1; days <= LOOK_DAYS; days += 1) {
    const day = addDays(date, step * days);
    if ((await candidatesOn(rehearsal, version, customer, day)).length > 0) return day;
  }
  return undefined;
}

/** What falls due for the customer on a day. */
export async function candidatesOn(
  { tools }: Rehearsal,
  { campaign }: CampaignVersion,
  customer: string,
  day: IsoDate,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  if (campaign.trigger.kind === 'event') {
    for (const event of await eventsOf(tools.customers)) {
      const candidate = eventCandidate(campaign, event);
      if (candidate?.dueOn === day) candidates.push(candidate);
    }
  }
  for await (const page of findCandidates(tools.customers, campaign, day)) candidates.push(...page.candidates);
  return candidates.filter((candidate) => candidate.customer === customer);
}

async function eventsOf(customers: Rehearsal['tools']['customers']) {
  const { items } = await customers.find({ by: 'type', type: 'event' });
  return [...(await customers.getMany(items.map(eventRef))).values()];
}
