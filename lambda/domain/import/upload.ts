import type { FieldValue } from '../records/record.ts';
import type { SharedBirthdays } from './shared-birthdays.ts';

/** Names one upload: the file's key in the bucket, and when it was put there (ISO UTC). */
export interface UploadRef {
  readonly key: string;
  readonly at: string;
}

/** How many records of a file have the same date that looks made up, or dates that do for the same cause. */
export interface SuspectCount {
  readonly field: string;
  readonly cause: 'default-date' | 'future-birthday' | 'same-birthday';
  /** Absent where each record has its own (birthdays in the future). */
  readonly value?: FieldValue;
  readonly records: number;
}

/** What an import has come to so far. */
export interface UploadCounts {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly removed: number;
  readonly warnings: number;
}

/** Why an upload waits for a person, with the numbers. */
export interface UploadHold {
  /** Customers of the file that are known, and how many of them it would give another name, company or address. */
  readonly known: number;
  readonly changed: number;
  /** Of a file that is the whole of its type: how many records there are, and how many of them it would take away. */
  readonly stored: number;
  readonly removed: number;
  /** Of customers whose ids are new, how many were looked up by their addresses, and how many of those have another id already. */
  readonly lookedUp: number;
  readonly renumbered: number;
  readonly why: readonly HoldReason[];
  /** Rows are stored already, maybe more than are counted: it broke off on its way. */
  readonly isPartStored: boolean;
  /** A few of the changed, of the removed and of the renumbered ones. */
  readonly changedIds?: readonly string[];
  readonly removedIds?: readonly string[];
  readonly renumberedIds?: readonly RenumberedId[];
}

/** `newer-stored`: its turn came late, and a newer file of its type is stored already. The others tell of mistakes in the file. */
export type HoldReason = 'names-change' | 'many-removed' | 'other-ids' | 'newer-stored';

/** The id that a file gives to a customer, and the one under which the customer is known. */
export interface RenumberedId {
  readonly id: string;
  readonly knownAs: string;
}

/** A person's word on an upload that waits. Instant, ISO UTC. */
export interface UploadDecision {
  readonly decision: 'take' | 'drop';
  readonly by: string;
  readonly at: string;
  readonly comment?: string;
  readonly signedInAs?: string;
}

/** Where the passes over a file go on in the next invocation. Rows by their number in the file. */
export interface UploadProgress {
  /** When this was noted. ISO UTC. */
  readonly notedAt: string;
  /** Up to this row, known customers have been compared, and erased people looked for. */
  readonly comparedTo: number;
  readonly known: number;
  readonly changed: number;
  /** A few of the changed ones. */
  readonly changedIds: readonly string[];
  /** As in the hold. */
  readonly lookedUp: number;
  readonly renumbered: number;
  readonly renumberedIds: readonly RenumberedId[];
  /** Rows of erased people among them. */
  readonly erasedRows: readonly number[];
  /** Birthdays that too many rows of the file have, by field. */
  readonly sharedBirthdays: SharedBirthdays;
  /** Some id is in more than one row. */
  readonly repeatsIds: boolean;
  /** Why a file that is the whole of its type takes nothing away all the same. */
  readonly whyNotRemoved?: 'no-row' | 'unreadable-id';
  /** When the survey began that counted what would be taken away: what has changed since stays. ISO UTC. */
  readonly countedAt?: string;
  /** Up to this row, records are stored. */
  readonly writtenTo: number;
  /** A worker is storing records, or broke off while it did: it may have gone further than it noted. */
  readonly isBegun?: true;
  /** Ids of records that are being taken away, not yet counted. */
  readonly removing?: readonly string[];
}

/** `survey`: being read through, nothing written yet. `held`: waits for a person. `write`: being stored. The others are ends. */
export type UploadState = 'survey' | 'held' | 'write' | 'done' | 'dropped' | 'superseded';

/** The states from which an upload still goes on. */
export const openStates: readonly UploadState[] = ['survey', 'held', 'write'];

/** A file that was put into the bucket, and how far its import has come. */
export interface Upload extends UploadRef {
  readonly state: UploadState;
  /** The record type, `event`, or undefined when the file could not be placed. */
  readonly type: string | undefined;
  /** Takes away records of the type that the file does not have. */
  readonly isFull: boolean;
  /** Rows of the file, as far as they are counted, and how many of them are done. The heading is none. */
  readonly rows: number;
  readonly rowsDone: number;
  readonly counts: UploadCounts;
  readonly hold?: UploadHold;
  readonly decision?: UploadDecision;
  readonly suspects?: readonly SuspectCount[];
  readonly errorFile?: string;
  /** The version of the file that is being read: another one under the same key is another upload. */
  readonly etag?: string;
  readonly progress?: UploadProgress;
  /** When the queue's last try failed: nobody goes on unless its message is redriven. ISO UTC. */
  readonly failedAt?: string;
}

/** An upload, and when something was last noted of it (ISO UTC). */
export interface KnownUpload extends Upload {
  readonly notedAt: string;
}
