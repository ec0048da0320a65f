import type { IsoDate } from '../calendar/plain-date.ts';

/** A customer for whom a campaign's occasion falls due: an occurrence before anything has been decided about it. */
export interface Candidate {
  readonly customer: string;
  /** `type/id` of the record that holds the date. */
  readonly record: string;
  /** Ids of every record between the date and the customer, by type, the holder included, the customer not. */
  readonly path: Readonly<Record<string, string>>;
  readonly nominal: IsoDate;
  readonly dueOn: IsoDate;
  readonly offset: string;
  readonly years: number | undefined;
  /** For event campaigns: the id of the event. */
  readonly event?: string;
}
