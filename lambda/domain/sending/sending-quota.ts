/** What the account may send, as last read from the mail service. */
export interface SendingQuota {
  /** Mails a second. */
  readonly maxSendRate: number;
  /** Mails in any 24 hours; −1 = no limit. */
  readonly max24HourSend: number;
  /** Mails in the 24 hours before `readAt`. */
  readonly sentLast24Hours: number;
  /** Instant, ISO UTC. */
  readonly readAt: string;
}
