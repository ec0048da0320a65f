/** When a run is too large to leave by itself. Counts are mails. */
export interface BrakeSetting {
  /** A run may have so many times as many mails as the largest of its campaign's last runs. */
  readonly factor: number;
  /** So many mails a day are never held, unless the campaign itself says `expect`. */
  readonly floor: number;
  /** What a campaign may mail a day before it has a history. */
  readonly firstRun: number;
  /** How many of the last runs with mails count. */
  readonly runs: number;
  /** With fewer runs than this, a campaign has no history yet. */
  readonly atLeast: number;
}

/** What a stage has that says nothing else. */
export const usualBrake: BrakeSetting = { factor: 5, floor: 200, firstRun: 10_000, runs: 30, atLeast: 5 };
