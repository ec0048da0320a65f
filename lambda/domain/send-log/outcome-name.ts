import type { SendRow } from './send-row.ts';

/** What rows are counted by: `state`, or `state:reason` where there is a reason. */
export function outcomeName({ state, reason }: Pick<SendRow, 'state' | 'reason'>): string {
  return reason === '' ? state : `${state}:${reason}`;
}
