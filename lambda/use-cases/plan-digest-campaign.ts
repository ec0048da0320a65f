import type { IsoDate } from '../domain/calendar/plain-date.ts';
import { localDate } from '../domain/calendar/zone.ts';
import { isActiveOn } from '../domain/campaign/is-active-on.ts';
import { lastMissedDay } from '../domain/campaign/next-run.ts';
import type { DigestCollection } from '../domain/digest/collect-digest.ts';
import { digestDays } from '../domain/digest/digest-days.ts';
import { digestPlace } from '../domain/digest/digest-place.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import { findCandidates } from './find-candidates.ts';
import { foreseeOccurrence } from './foresee-occurrence.ts';
import { foreseeOver } from './foreseen-log.ts';
import { judgeCandidates, roundsOf } from './judge-candidates.ts';
import type { CandidateQuestion } from './know-candidates.ts';
import type { LiveCampaign } from './live-campaign.ts';
import type { RunTools } from './plan-run.ts';

/**
 * Adds to a digest what a campaign's runs of today and the days up to the next working day will decide, as of the instant
 * `atMs`. False when time ran short before everybody was looked at.
 */
export async function digestCampaign(
  tools: RunTools,
  live: LiveCampaign,
  atMs: number,
  digest: DigestCollection,
): Promise<boolean> {
  const { version } = live;
  const { campaign } = version;
  const accepts = compileWhere(campaign.where);
  const foreseen = foreseeOver(tools.sendLog);
  const sources = { ...tools, sendLog: { ...tools.sendLog, ofCustomer: foreseen.ofCustomer } };
  const today = localDate(atMs, campaign.timeZone);
  // Each day is judged as if the ones before it had come about: their mails are foreseen in the log.
  for (const day of digestDays(today)) {
    if (!isRunOn(live, day)) continue;
    const question: CandidateQuestion = { version, today: day, accepts };
    for await (const { candidates } of findCandidates(tools.customers, campaign, day)) {
      if (!tools.hasTime()) return false;
      for (const round of roundsOf(campaign, candidates)) {
        const judged = await judgeCandidates(sources, question, round);
        await foreseen.load(judged.map(({ candidate: { customer }, key }) => ({ customer, key })));
        for (const each of judged) {
          const told = foreseeOccurrence(foreseen, version, each);
          const customer = each.known?.records.customer;
          if (told && customer) digest.add(digestPlace(campaign, customer, tools.stage), told);
        }
      }
    }
  }
  return true;
}

/** What was switched on after its time of day is not made up for: its first day is the next one. */
function isRunOn({ entry, version: { campaign } }: LiveCampaign, day: IsoDate): boolean {
  return isActiveOn(campaign, day) && lastMissedDay(campaign, Date.parse(entry.enabledAt)) < day;
}
