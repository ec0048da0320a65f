import type { Reason, SendState } from '../send-log/send-state.ts';

/**
 * True for outcomes that need a person's eye when they happen; the rest stands in the send log and the run's counts. An
 * unknown outcome is none yet: events mostly tell it, and where they do not, a card of its own asks.
 */
export function isWorthTelling(state: SendState, reason: Reason): boolean {
  switch (state) {
    case 'stopped':
    case 'awaiting-approval':
    case 'expired':
    case 'failed':
    case 'sent':
    case 'bounced':
    case 'complained':
    case 'rejected':
      return true;
    case 'skipped':
      return reason === 'invalid-address' || reason === 'record-missing' || reason.startsWith('missing-value:');
    case 'cancelled':
      return reason === 'date-changed' || reason === 'record-missing';
    default:
      return false;
  }
}
