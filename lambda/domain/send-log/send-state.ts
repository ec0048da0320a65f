/** Where a send can stand. */
export const sendStates = [
  ...(['planned', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'stopped', 'awaiting-approval'] as const),
  ...(['waiting', 'rejected', 'skipped', 'expired', 'failed', 'uncertain', 'cancelled'] as const),
] as const;

/** Where a send stands. */
export type SendState = (typeof sendStates)[number];

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
  | 'taken-over'
  | `suspect-date:${string}`
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

/** What the mail service's events make of a send, whatever the log took it for: the mail has left. */
const left = ['sent', 'delivered', 'bounced', 'complained'] as const satisfies readonly SendState[];

/**
 * The send log's transition table: which states may follow which. Nothing else moves a send.
 * The states that ended without a mail may be planned again by a later run (a moved date, a `where` that came true);
 * after a log was restored, whatever it says was not sent may have been.
 */
export const transitions: Readonly<Record<SendState, readonly SendState[]>> = {
  planned: [
    ...(['sending', 'waiting', 'awaiting-approval', 'skipped', 'stopped', 'expired', 'cancelled', 'failed'] as const),
    ...(['uncertain', ...left] as const),
  ],
  sending: ['planned', 'waiting', 'failed', 'uncertain', ...left],
  sent: ['delivered', 'bounced', 'complained', 'failed'],
  delivered: ['bounced', 'complained'],
  bounced: [],
  complained: [],
  uncertain: ['uncertain', 'waiting', 'cancelled', 'failed', ...left],
  'awaiting-approval': [
    ...(['planned', 'waiting', 'awaiting-approval', 'skipped', 'stopped', 'expired', 'cancelled'] as const),
    ...(['rejected', 'uncertain', ...left] as const),
  ],
  waiting: [
    ...([
      'planned',
      'waiting',
      'awaiting-approval',
      'skipped',
      'stopped',
      'expired',
      'cancelled',
      'uncertain',
    ] as const),
    ...left,
  ],
  stopped: ['planned', 'waiting', 'awaiting-approval', 'skipped', 'stopped', 'expired', 'uncertain', ...left],
  skipped: ['planned', 'waiting', 'awaiting-approval', 'skipped', 'stopped', 'expired', 'uncertain', ...left],
  expired: ['planned', 'waiting', 'awaiting-approval', 'skipped', 'stopped', 'expired', 'uncertain', ...left],
  cancelled: ['planned', 'waiting', 'awaiting-approval', 'skipped', 'stopped', 'expired', 'uncertain', ...left],
  rejected: [...left],
  // A `sent` that comes after the service refused the mail for its content is merely late.
  failed: ['delivered', 'bounced', 'complained'],
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
