import { isNews, sendNotice } from '../domain/notices/send-notice.ts';
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
  const told = { state, reason: row.reason };
  if (isRepeat && isNews(row, told)) await queues.notify([sendNotice(row, told)]);
}
