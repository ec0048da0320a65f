import type { IsoDate } from '../domain/calendar/plain-date.ts';
import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import { nextRunDay } from '../domain/campaign/next-run.ts';
import { hasConsent } from '../domain/decision/consent.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import type { CustomerReader } from '../ports.ts';
import { loadCandidateRecords } from './candidate-records.ts';
import { findCandidates } from './find-candidates.ts';

/** The next run in numbers, for the card that says "published". */
export interface NextRunForecast {
  readonly nextRun: IsoDate | undefined;
  readonly due: number;
  readonly lackingConsent: number;
}

/** Enough to see that something is wrong; a card need not read a whole customer list. */
const COUNT_UP_TO = 2_000;

/** When a campaign runs next, how many `where` accepts then (counted up to 2,000), and how many of those lack consent. */
export async function forecastNextRun(
  customers: CustomerReader,
  { campaign }: CampaignVersion,
  { consentPolicy }: StageConfig,
  nowMs: number,
): Promise<NextRunForecast> {
  const nextRun = nextRunDay(campaign, nowMs);
  let due = 0;
  let lackingConsent = 0;
  if (nextRun === undefined) return { nextRun, due, lackingConsent };
  const accepts = compileWhere(campaign.where);
  for await (const { candidates } of findCandidates(customers, campaign, nextRun)) {
    const asked = candidates.map((candidate) => ({ candidate, campaign }));
    const records = await loadCandidateRecords(customers, asked);
    for (const [index, { years, offset }] of candidates.entries()) {
      const own = records[index];
      if (own === undefined) continue;
      if (!accepts({ customer: own.customer, records: own.onPath, today: nextRun, years, offset })) continue;
      due += 1;
      if (!hasConsent(campaign, own.customer, consentPolicy)) lackingConsent += 1;
    }
    if (due >= COUNT_UP_TO) break;
  }
  return { nextRun, due, lackingConsent };
}
