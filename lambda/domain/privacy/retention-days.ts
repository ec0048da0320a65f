/** What a stage may set of how long personal data is kept. */
export interface RetentionSetting {
  /** How long a row of the send log is kept after its due day, in days. At least 400. @default 800 */
  readonly sendLogDays?: number;
}

/** Yearly occurrences are told apart by their rows: these must outlive a year and the days that a mail may be late. */
export const shortestSendLogDays = 400;

/** How long a row of the send log is kept after its due day, and a run after its day, in days. */
export const sendLogDays = 800;

/** How long a mail that came back for now is remembered, in days. */
export const softBounceDays = 365;
