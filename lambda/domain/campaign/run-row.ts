import type { IsoDate } from '../calendar/plain-date.ts';

/** One run's row: a campaign on a business date. */
export interface RunRow {
  readonly campaign: string;
  readonly date: IsoDate;
  readonly startedAt: string;
  /** The campaign's version that planned it, or began to. */
  readonly version?: string;
  readonly plannedAt?: string;
  readonly drainedAt?: string;
  /** Days it covered, earliest first. */
  readonly days: readonly IsoDate[];
  readonly counts: Readonly<Record<string, number>>;
}
