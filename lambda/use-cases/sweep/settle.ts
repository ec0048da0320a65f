import { isWorthTelling } from '../../domain/notices/is-worth-telling.ts';
import { sendNotice } from '../../domain/notices/send-notice.ts';
import { askedAboutFrom } from '../../domain/send-log/asked-about-from.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { Reason, SendState } from '../../domain/send-log/send-state.ts';
import type { Clock, Queues, SendLog } from '../../ports.ts';

/** What ending a row needs. */
export interface SettleTools {
  readonly sendLog: Pick<SendLog, 'move'>;
  readonly queues: Pick<Queues, 'notify'>;
  readonly clock: Clock;
}

/** Moves a row that nobody is working on, and tells of it. */
export async function settle(
  { sendLog, queues, clock }: SettleTools,
  row: SendRow,
  state: SendState,
  reason: Reason,
): Promise<void> {
  // Told before it is so: should this stop in between, the next sweep tells it again, and nobody is left in the dark.
  if (isWorthTelling(state, reason)) await queues.notify([sendNotice(row, { state, reason })]);
  const at = new Date(clock.nowMs()).toISOString();
  const notBefore = state === 'uncertain' ? askedAboutFrom(row.sentAt ?? at) : undefined;
  // What was seen to be lost is this attempt.
  const patch = { state, reason, at, afterAttempt: row.attempt };
  await sendLog.move(row, [row.state], { ...patch, ...(notBefore !== undefined && { notBefore }) });
}
