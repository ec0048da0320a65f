import type { IsoDate } from '../domain/calendar/plain-date.ts';
import type { SuspectCount, UploadRef } from '../domain/import/upload.ts';
import type { FieldValue } from '../domain/records/record.ts';
import type { SendRef } from '../domain/send-log/send-row.ts';

/** Where a paged plan goes on: the index of the query, and the page within it. */
export interface PlanCursor {
  readonly query: number;
  readonly page?: string;
}

/** What the plan queue carries. */
export type PlanMessage =
  /** From a schedule: run the campaign for the business date of this instant (ISO UTC). */
  | { readonly kind: 'run'; readonly campaign: string; readonly scheduledTime: string }
  /** From plan itself: go on with a run that time ran short for. */
  | {
      readonly kind: 'continue';
      readonly campaign: string;
      readonly date: IsoDate;
      /** The day being covered, at most `date`: a run also makes up for missed days. */
      readonly day: IsoDate;
      readonly cursor: PlanCursor;
      /** The run is larger than expected: what it plans waits for a person. */
      readonly held: boolean;
      /** Nothing is planned yet: the brake has counted so many mails up to here, and goes on counting. */
      readonly counted?: number;
    }
  /** An event campaign's occurrence has come due. */
  | { readonly kind: 'event'; readonly campaign: string; readonly event: string }
  /** From publish: the campaign's `expect` has changed. From pages, with a date: carry out what was decided of this held run. */
  | {
      readonly kind: 'release';
      readonly campaign: string;
      readonly date?: IsoDate;
      /** Where a walk over its rows goes on: one of the days that the run covers, and the page within it. */
      readonly day?: IsoDate;
      readonly cursor?: string;
    }
  /** From a schedule: tell owners what goes out from today to the next working day. Instant, ISO UTC. */
  | { readonly kind: 'digest'; readonly scheduledTime: string }
  /**
   * From import and publish: write what an earlier system sent into the log. Absent `campaigns`: all that are live. Absent
   * `customers`: all, from the page `cursor` on.
   */
  | {
      readonly kind: 'take-over';
      readonly campaigns?: readonly string[];
      readonly customers?: readonly string[];
      readonly cursor?: string;
    }
  /** From import: these records' dates, which looked made up, have been accepted. */
  | { readonly kind: 'accepted'; readonly type: string; readonly field: string; readonly records: readonly string[] }
  /** From sweep, pages and releases: decide these waiting rows again, each in full. */
  | { readonly kind: 'again'; readonly rows: readonly SendRef[] };

/** How many rows one message asks to be decided again. */
export const rowsPerAgain = 25;

/** The messages that ask for rows to be decided again. */
export function againMessages(rows: readonly SendRef[]): readonly PlanMessage[] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerAgain) }, (_, page) => ({
    kind: 'again',
    rows: rows.slice(page * rowsPerAgain, (page + 1) * rowsPerAgain).map(({ customer, key }) => ({ customer, key })),
  }));
}

const recordsPerMessage = 100;

/** The messages that ask for these customers' mails of an earlier system to be taken over. */
export function takeOverMessages(customers: readonly string[]): readonly PlanMessage[] {
  return inPages(customers, (page) => ({ kind: 'take-over', customers: page }));
}

/** The messages that have mails planned which were held back because this date of the records looked made up. */
export function acceptedMessages(type: string, field: string, records: readonly string[]): readonly PlanMessage[] {
  return inPages(records, (page) => ({ kind: 'accepted', type, field, records: page }));
}

/** The messages that have import accept, of what a person has accepted, the dates of these records. */
export function suspectsMessages(
  { cursor: _, ...message }: SuspectsAccepted,
  records: readonly string[],
): readonly SuspectsAccepted[] {
  return inPages(records, (page) => ({ ...message, records: page }));
}

function inPages<Message>(ids: readonly string[], message: (page: readonly string[]) => Message): readonly Message[] {
  return Array.from({ length: Math.ceil(ids.length / recordsPerMessage) }, (_, page) =>
    message(ids.slice(page * recordsPerMessage, (page + 1) * recordsPerMessage)),
  );
}

/** What the send queue carries: a pointer to a planned row. */
export interface SendMessage {
  readonly customer: string;
  readonly key: string;
}

/** What the import queue carries besides S3's own "Object Created" events. */
export type ImportMessage =
  /** From import itself: go on with an upload that time ran short for. */
  | ({ readonly kind: 'continue' } & UploadRef)
  /** From pages and the command line: do what a person decided of this upload, which `Uploads` knows. */
  | ({ readonly kind: 'decided' } & UploadRef)
  | SuspectsAccepted;

/**
 * From pages and the command line: let dates that look made up start mails. Both `value` and `cause` narrow them down. From
 * import itself: those of these records.
 */
export interface SuspectsAccepted {
  readonly kind: 'accept';
  readonly type: string;
  readonly field: string;
  readonly value?: FieldValue;
  readonly cause?: SuspectCount['cause'];
  readonly by: string;
  /** When the person said so. ISO UTC. */
  readonly at: string;
  /** Where a walk over the records goes on. */
  readonly cursor?: string;
  readonly records?: readonly string[];
}
