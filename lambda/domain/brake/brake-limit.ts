import type { Campaign } from '../campaign/campaign.ts';
import type { BrakeLimit, RunRow } from '../campaign/run-row.ts';
import type { BrakeSetting } from './brake-setting.ts';
import { usualMailsOfRun } from './mails-of-run.ts';

/**
 * How many mails a run may have without a person's word: `expect` where the campaign says it, for the run as a whole;
 * else what is usual for the campaign by its last runs (newest first), for each day that the run covers.
 */
export function brakeLimit(
  { expect }: Pick<Campaign, 'expect'>,
  lastRuns: readonly RunRow[],
  days: number,
  { factor, floor, firstRun, runs, atLeast }: BrakeSetting,
): BrakeLimit {
  if (expect !== undefined) return { limit: expect, limitFrom: 'expect' };
  const known = lastRuns
    .map(usualMailsOfRun)
    .filter((mails) => mails > 0)
    .slice(0, runs);
  if (known.length < atLeast) return { limit: Math.max(floor, firstRun) * days, limitFrom: 'first-run' };
  return { limit: Math.max(floor, Math.ceil(factor * Math.max(...known))) * days, limitFrom: 'usual' };
}
