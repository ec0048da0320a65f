import type { Decision } from '../decision/decision.ts';
import type { DigestEntry } from '../notices/notice.ts';
import type { SendRow } from '../send-log/send-row.ts';
import { isStoppedByPerson } from '../send-log/stopped-by-person.ts';

/**
 * How a digest shows an occurrence that has its row already; `decision` is what the gates say of it now. Undefined for
 * what has gone out or ended: nobody can do anything about it any more.
 */
export function decisionOfRow(row: SendRow, decision: Decision): Pick<DigestEntry, 'decision' | 'reason'> | undefined {
  switch (row.state) {
    case 'awaiting-approval':
      return { decision: 'ask', reason: row.reason };
    case 'planned':
    case 'waiting':
      // It is decided again before it leaves, and who was asked is not asked twice.
      if (decision.kind === 'send' || decision.kind === 'ask') return { decision: 'send', reason: row.reason };
      return { decision: decision.kind, reason: decision.reason };
    case 'stopped':
      // It can still be taken back.
      return isStoppedByPerson(row) ? { decision: 'stop', reason: row.reason } : undefined;
    default:
      return undefined;
  }
}
