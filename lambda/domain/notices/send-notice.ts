import { undoesDecision } from '../approval/standing-approval.ts';
import type { SendRow } from '../send-log/send-row.ts';
import { isWorthTelling } from './is-worth-telling.ts';
import type { Notice } from './notice.ts';

type SendNotice = Extract<Notice, { readonly kind: 'send' }>;

/** The notice that a send now stands so. */
export function sendNotice(
  { campaign, customer, key }: Pick<SendRow, 'campaign' | 'customer' | 'key'>,
  { state, reason }: Pick<SendNotice, 'state' | 'reason'>,
): SendNotice {
  return { kind: 'send', campaign, customer, key, state, reason };
}

/** Whether people should hear that a send went this way: it is worth telling, or somebody who let it go counts on it. */
export function isNews(
  row: Pick<SendRow, 'decisions'>,
  { state, reason }: Pick<SendNotice, 'state' | 'reason'>,
): boolean {
  return isWorthTelling(state, reason) || undoesDecision(row, state);
}
