/** Where a send stands. */
export type SendState =
  | 'planned'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'bounced'
  | 'complained'
  | 'stopped'
  | 'awaiting-approval'
  | 'waiting'
  | 'rejected'
  | 'skipped'
  | 'expired'
  | 'failed'
  | 'uncertain'
  | 'cancelled';

/** Why a send stands where it stands; '' when nothing needs saying. */
export type Reason =
  | ''
  | 'where-false'
  | 'year-out-of-range'
  | 'no-consent'
  | 'opted-out'
  | 'suppressed'
  | 'erased'
  | 'invalid-address'
  | `missing-value:${string}`
  | 'recently-sent'
  | 'already-sent'
  | 'stop-flag'
  | 'render-error'
  | 'rejected-by-ses'
  | 'quota'
  | 'paused'
  | 'brake'
  | 'late'
  | 'unknown-outcome'
  | 'log-restored'
  | 'went-out-by-person'
  | 'again-by-person'
  | 'dropped-by-person'
  | 'approved'
  | 'approval-expired'
  | 'approval-rejected'
  | 'approval-void'
  | 'stopped-by-person'
  | 'resumed'
  | 'hard-bounce'
  | 'soft-bounce'
  | 'date-changed'
  | 'record-missing'
  | 'campaign-withdrawn';

/**
 * The send log's transition table: which states may follow which. Nothing else moves a send.
 * The states that ended without a mail may be planned again by a later run (a moved date, a `where` that came true).
 */
export const transitions: Readonly<Record<SendState, readonly SendState[]>> = {
  planned: ['sending', 'skipped', 'stopped', 'awaiting-approval', 'waiting', 'expired', 'failed', 'cancelled'],
  sending: ['sent', 'failed', 'uncertain', 'planned', 'waiting', 'delivered', 'bounced', 'complained'],
  sent: ['delivered', 'bounced', 'complained', 'failed'],
  delivered: ['bounced', 'complained'],
  bounced: [],
  complained: [],
  uncertain: ['sent', 'delivered', 'bounced', 'complained', 'failed', 'planned', 'cancelled'],
  'awaiting-approval': [
    'planned',
    'waiting',
    'awaiting-approval',
    'rejected',
    'expired',
    'cancelled',
    'skipped',
    'stopped',
  ],
  waiting: ['planned', 'expired', 'cancelled', 'skipped', 'stopped', 'awaiting-approval'],
  stopped: ['planned', 'waiting', 'skipped', 'awaiting-approval', 'expired', 'stopped'],
  skipped: ['planned', 'waiting', 'stopped', 'skipped', 'awaiting-approval', 'expired'],
  expired: ['planned', 'waiting', 'stopped', 'skipped', 'awaiting-approval'],
  cancelled: ['planned', 'waiting', 'stopped', 'skipped', 'awaiting-approval', 'expired'],
  rejected: [],
  failed: [],
};

/** The states in which a mail has left, or may have: such an occurrence is never mailed again. */
export const mailedStates: readonly SendState[] = [
  'sending',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'uncertain',
];
