import type { IsoDate } from '../calendar/plain-date.ts';
import type { Finding, Severity } from './finding.ts';

/** The days that are looked at, both included: business dates of each campaign's own zone. */
export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Rows of one outcome that are not over yet. */
export interface OpenRows {
  readonly campaign: string;
  /** `state` or `state:reason`. */
  readonly outcome: string;
  readonly count: number;
  /** Instant of the last change of the one that has stood so for longest, ISO UTC. */
  readonly oldest: string;
}

/** What a check of the send log against what is promised of it came to. */
export interface Proof extends Period {
  readonly stage: string;
  /** Instant, ISO UTC. */
  readonly madeAt: string;
  readonly read: {
    readonly manifestRevision: number;
    readonly campaigns: number;
    readonly runs: number;
    readonly rows: number;
    /** Occurrences that today's records and campaigns call for in the period. */
    readonly occurrences: number;
    /** SHA-256 over the rows read, by campaign, due day, customer and key. */
    readonly digest: string;
  };
  /** Rows by campaign and by `state` or `state:reason`. */
  readonly totals: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly open: readonly OpenRows[];
  readonly counts: Readonly<Record<Severity, number>>;
  readonly findings: readonly Finding[];
}

/** How many findings there are of each severity. */
export function countFindings(findings: readonly Finding[]): Proof['counts'] {
  const counts: Record<Severity, number> = { broken: 0, open: 0, remark: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
