import { identityOfKey } from '../domain/decision/occurrence-key.ts';
import type { Feedback } from '../domain/feedback/feedback.ts';
import { outcomeOfFeedback } from '../domain/feedback/outcome-of-feedback.ts';
import { isWorthTelling } from '../domain/notices/is-worth-telling.ts';
import { sendNotice } from '../domain/notices/send-notice.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { SendState } from '../domain/send-log/send-state.ts';
import type { Clock, Log, Queues, SendLog } from '../ports.ts';
import { type FeedbackRefusals, heedFeedback } from './record-feedback-refusals.ts';
import { type Arrival, firstArrival, tellAgain } from './tell-again.ts';

/** What recording feedback needs. */
export interface FeedbackTools extends FeedbackRefusals {
  readonly sendLog: Pick<SendLog, 'get' | 'move'>;
  readonly queues: Pick<Queues, 'notify'>;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Records what the mail service tells of a mail: refusals first, then the row, then whoever should know, once. Events
 * may come twice, late and in any order. What they tell of the row's last attempt is the truth, whatever the row says; an
 * earlier attempt changes it no more. `undefined`, unknown rows and automatic answers change nothing.
 */
export async function recordFeedback(
  tools: FeedbackTools,
  feedback: Feedback | undefined,
  arrival: Arrival = firstArrival,
): Promise<void> {
  if (feedback === undefined) return tools.log.info('feedback-ignored', { why: 'not-a-customers-mail' });
  const row = await tools.sendLog.get(feedback.row);
  const why = row === undefined ? 'unknown-send' : whyIgnored(row, feedback);
  if (row === undefined || why === 'automatic-answer') return ignore(tools, feedback, why);
  // Also where the row has heard of it: whoever wrote the row may have been stopped before.
  await heedFeedback(tools, identityOfKey(row.key), feedback);
  // An earlier attempt's bounce or complaint is a "no" all the same, but its row now stands for a later mail.
  if (why === 'earlier-attempt') return ignore(tools, feedback, why);
  if (row.state === outcomeOfFeedback(feedback).state) return tellAgain(tools.queues, row, arrival);
  await moveRow(tools, row, feedback);
}

function whyIgnored(row: SendRow, feedback: Feedback): 'automatic-answer' | 'earlier-attempt' | undefined {
  const hasArrived = row.state === 'delivered' || row.state === 'complained';
  if (feedback.what === 'soft-bounce' && feedback.isUnreported && hasArrived) return 'automatic-answer';
  // An attempt that the log does not know yet was forgotten when the log was restored.
  return feedback.attempt < row.attempt ? 'earlier-attempt' : undefined;
}

function ignore({ log }: FeedbackTools, { row, what }: Feedback, why = ''): void {
  log.info('feedback-ignored', { customer: row.customer, what, why });
}

/** Nothing is written where nothing changes. Whoever first records that a mail has left also tells of it. */
async function moveRow(tools: FeedbackTools, row: SendRow, { what, messageId }: Feedback): Promise<void> {
  const { state, reason, unrecorded, recorded } = outcomeOfFeedback({ what });
  const at = new Date(tools.clock.nowMs()).toISOString();
  // Should the next attempt begin before this is written, the row is that one's.
  const move = async (from: readonly SendState[]) =>
    from.length > 0 &&
    (await tools.sendLog.move(row, from, { state, reason, messageId, at, afterAttempt: row.attempt }));
  const isUnrecorded = unrecorded.includes(row.state);
  if (!isUnrecorded && !recorded.includes(row.state)) return;
  const isFirst = isUnrecorded && (await move(unrecorded));
  // The sender may have recorded it since the row was read.
  if (!isFirst && !(await move(recorded))) return;
  tools.log.info('feedback', { campaign: row.campaign, customer: row.customer, state });
  if (isWorthTelling(state, reason)) return tools.queues.notify([sendNotice(row, { state, reason })]);
  if (isFirst) await tools.queues.notify([sendNotice(row, { state: 'sent', reason: '' })]);
}
