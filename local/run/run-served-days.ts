import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import { runDays } from './run-days.ts';

/** Schedules name whole minutes: once the last one of a day has begun, all its daily runs have. */
const keptOfDayMs = 59_999;

/**
 * Runs days for people who then look at the last one: as `runDays`, but up to the beginning of its last minute. The next
 * run makes up for the rest. A clock that stands still then is on that day, on which links and requests still hold.
 */
export function runServedDays(
  cloud: Pick<LocalCloud, 'runUntil' | 'dynamo' | 'variable'>,
  days: { readonly from: IsoDate; readonly until: IsoDate },
  zones: readonly string[],
): Promise<void> {
  const { dynamo } = cloud;
  const variable: LocalCloud['variable'] = (name) => cloud.variable(name);
  const runUntil: LocalCloud['runUntil'] = (untilMs, accept) => cloud.runUntil(untilMs - keptOfDayMs, accept);
  return runDays({ dynamo, variable, runUntil }, days, zones);
}
