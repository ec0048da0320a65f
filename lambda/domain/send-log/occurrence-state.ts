import { mayPlanAgain } from './may-plan-again.ts';
import type { SendRow } from './send-row.ts';
import { mailedStates } from './send-state.ts';

/** Where an occurrence stands for who would stop it: `over` = no mail of it comes any more, and none has left. */
export type OccurrenceState = 'to-come' | 'stopped' | 'gone-out' | 'over';

/** What is known of an occurrence that somebody would stop. */
export interface OccurrenceFacts {
  /** What the log says of it, if anything yet. */
  readonly row: SendRow | undefined;
  /** The row that a run would write on its due day; undefined when the date or the campaign is not there any more. */
  readonly fresh: SendRow | undefined;
  /** The customer carries the stop flag. */
  readonly flagged: boolean;
  /** Its campaign is withdrawn, or the last day on which it may leave is past. */
  readonly closed: boolean;
}

/** Where an occurrence stands. Where the log says that it ended, it is still to come if its next due day would revive it. */
export function occurrenceState({ row, fresh, flagged, closed }: OccurrenceFacts): OccurrenceState {
  if (row !== undefined && mailedStates.includes(row.state)) return 'gone-out';
  if (closed) return 'over';
  switch (row?.state) {
    case 'planned':
    case 'waiting':
    case 'awaiting-approval':
      return 'to-come';
    case 'stopped':
      return !flagged && comesAgain(row, fresh) ? 'to-come' : 'stopped';
    case undefined:
      return fresh === undefined ? 'over' : 'to-come';
    default:
      return comesAgain(row, fresh) ? 'to-come' : 'over';
  }
}

function comesAgain(row: SendRow | undefined, fresh: SendRow | undefined): boolean {
  return row !== undefined && fresh !== undefined && row.dueOn < fresh.dueOn && mayPlanAgain(row, fresh);
}
