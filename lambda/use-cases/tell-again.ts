import { undoesApproval } from '../domain/approval/standing-approval.ts';
import { isWorthTelling } from '../domain/notices/is-worth-telling.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { Queues } from '../ports.ts';

/** How a queue's message came: `isRepeat` = it came before, and whoever had it may have been stopped halfway. */
export interface Arrival {
  readonly isRepeat: boolean;
}

export const firstArrival: Arrival = { isRepeat: false };

/**
 * Tells how a send stands to whom a message that came again finds it done: whoever had the message before may have been
 * stopped between doing and telling. People hear of it twice rather than never.
 */
export async function tellAgain(queues: Pick<Queues, 'notify'>, row: SendRow, { isRepeat }: Arrival): Promise<void> {
  // What has arrived since had been sent.
  const state = row.state === 'delivered' ? 'sent' : row.state;
  if (!isRepeat || !(isWorthTelling(state, row.reason) || undoesApproval(row, state))) return;
  const { campaign, customer, key, reason } = row;
  await queues.notify([{ kind: 'send', campaign, customer, key, state, reason }]);
}
