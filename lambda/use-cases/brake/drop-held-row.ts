import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { Clock, SendLog } from '../../ports.ts';

/** Ends a mail that its run's decision dropped; no later run plans it again while its date stays the same. */
export function dropHeldRow(
  { sendLog, clock }: { readonly sendLog: Pick<SendLog, 'move'>; readonly clock: Clock },
  row: SendRow,
): Promise<boolean> {
  const at = new Date(clock.nowMs()).toISOString();
  return sendLog.move(row, ['waiting'], {
    ...{ state: 'cancelled', reason: 'dropped-by-person', at, whileDueOn: row.dueOn },
  });
}
