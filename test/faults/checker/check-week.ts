import type { WeekRecords } from '../records.ts';
import { accountedFor } from './accounted-for.ts';
import { unexplainedDeadLetters } from './dead-letters.ts';
import { mailedAfterNo } from './mailed-after-no.ts';
import { attemptedTwice, mailedTwice } from './mailed-twice.ts';
import { timelineOf } from './timeline.ts';
import type { Violation } from './violation.ts';

/** Everything in a finished week that never should have happened. It knows nothing of how the product works. */
export function checkWeek(records: WeekRecords): readonly Violation[] {
  const timeline = timelineOf(records);
  return [
    ...mailedTwice(records),
    ...attemptedTwice(records),
    ...mailedAfterNo(records, timeline),
    ...accountedFor(records, timeline),
    ...unexplainedDeadLetters(records),
  ];
}
