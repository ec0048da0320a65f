import type { SendRef } from '../domain/send-log/send-row.ts';
import type { SendLog } from '../ports.ts';
import { pagesOf } from './pages-of.ts';

/** Later than any instant that a row waits for. */
const END_OF_TIME = '9999-12-31T23:59:59.999Z';

/** All sends that wait, whenever their time may come, page by page. */
export function allWaiting(sendLog: Pick<SendLog, 'waiting'>): AsyncGenerator<readonly SendRef[], void, undefined> {
  return pagesOf((cursor) => sendLog.waiting(END_OF_TIME, cursor));
}
