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

/** A mail has left, or may have, but nobody has said so yet. */
const unrecorded: readonly SendState[] = ['sending', 'uncertain'];

/**
 * Records what the mail service tells of a mail: refusals first, then the row, then whoever should know, once. Events
 * may come twice, late and in any order. `undefined`, unknown rows and automatic answers change nothing.
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
  if (why === 'other-attempt') return ignore(tools, feedback, why);
  if (row.state === outcomeOfFeedback(feedback).state) return tellAgain(tools.queues, row, arrival);
  await moveRow(tools, row, feedback);
}

function whyIgnored(row: SendRow, feedback: Feedback): 'automatic-answer' | 'other-attempt' | undefined {
  const hasArrived = row.state === 'delivered' || row.state === 'complained';
  if (feedback.what === 'soft-bounce' && feedback.isUnreported && hasArrived) return 'automatic-answer';
  return row.attempt === feedback.attempt ? undefined : 'other-attempt';
}

function ignore({ log }: FeedbackTools, { row, what }: Feedback, why = ''): void {
  log.info('feedback-ignored', { customer: row.customer, what, why });
}

/** Nothing is written where nothing changes. Whoever first records that a mail has left also tells of it. */
async function moveRow(tools: FeedbackTools, row: SendRow, { what, messageId }: Feedback): Promise<void> {
  const { state, reason, from } = outcomeOfFeedback({ what });
  if (!from.includes(row.state)) return;
  const move = (states: readonly SendState[]) =>
    tools.sendLog.move(row, states, { state, reason, messageId, at: new Date(tools.clock.nowMs()).toISOString() });
  const recorded = from.filter((each) => !unrecorded.includes(each));
  const isFirst = unrecorded.includes(row.state) && (await move(unrecorded));
  // The sender may have recorded it since the row was read.
  if (!isFirst && (recorded.length === 0 || !(await move(recorded)))) return;
  tools.log.info('feedback', { campaign: row.campaign, customer: row.customer, state });
  if (isWorthTelling(state, reason)) return tools.queues.notify([sendNotice(row, { state, reason })]);
  if (isFirst) await tools.queues.notify([sendNotice(row, { state: 'sent', reason: '' })]);
}
