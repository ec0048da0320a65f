import type { IsoDate } from '../calendar/plain-date.ts';

/** Names a campaign's candidate: for whom, by which record, on which days. */
export interface CandidateRef {
  readonly customer: string;
  /** `type/id` of the record that holds the date. */
  readonly record: string;
  /** Ids of every record between the date and the customer, by type, the holder included, the customer not. */
  readonly path: Readonly<Record<string, string>>;
  readonly nominal: IsoDate;
  readonly dueOn: IsoDate;
  readonly offset: string;
}

/** A customer for whom a campaign's occasion falls due: an occurrence before anything has been decided about it. */
export interface Candidate extends CandidateRef {
  readonly years: number | undefined;
  /** For event campaigns: the id of the event. */
  readonly event?: string;
}
