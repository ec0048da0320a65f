import type { WeekRecords } from '../records.ts';
import type { Violation } from './violation.ts';

/** Only what was struck by faults every time it was handed over may become a dead letter. */
export function unexplainedDeadLetters({ deadLetters }: WeekRecords): readonly Violation[] {
  return deadLetters
    .filter(({ faultyReceives, receives }) => faultyReceives < receives)
    .map(({ queue, body, receives, faultyReceives }) => ({
      rule: 'dead letter without cause',
      what: `${queue}: ${body} (${faultyReceives} faults in ${receives} receives)`,
    }));
}
