import type { IsoDate } from '../calendar/plain-date.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { SendState } from '../send-log/send-state.ts';

/** Which rows of the send log are asked for; what is left out does not matter. Dates are due days, both included. */
export interface MailFilter {
  readonly campaign?: string;
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly state?: SendState;
}

/** True for a row that is asked for. */
export function isAskedFor({ campaign, from, to, state }: MailFilter, row: SendRow): boolean {
  return (
    (campaign === undefined || row.campaign === campaign) &&
    (from === undefined || row.dueOn >= from) &&
    (to === undefined || row.dueOn <= to) &&
    (state === undefined || row.state === state)
  );
}

/** By due day, then by when the mail left. */
export function inOrder(rows: readonly SendRow[]): readonly SendRow[] {
  const place = ({ dueOn, sentAt = '', customer, key }: SendRow) => [dueOn, sentAt, customer, key].join('\u0000');
  return rows.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
}
