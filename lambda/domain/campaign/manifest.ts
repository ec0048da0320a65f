import type { Problem } from './problem.ts';

/** One line of the live manifest. */
export interface ManifestEntry {
  readonly version: string;
  readonly identity: string;
  readonly name: string;
  readonly enabled: boolean;
  /** When it was switched on, ISO UTC: what was due before is not mailed. */
  readonly enabledAt: string;
  readonly at: string;
  readonly timeZone: string;
  /** Since when `at` and `timeZone` are as they are, ISO UTC; absent where they never were others. */
  readonly timedSince?: string;
  /** The event that starts it, for event campaigns. */
  readonly event?: string;
  /** Hash of the campaign file alone, without partials. */
  readonly sourceHash: string;
  /** Hash of everything that it could be compiled from: file, partials, who uploaded them, stage, columns. Unchanged = nothing to compile. */
  readonly inputHash: string;
  /** Hashes of the partials that it uses, by name. */
  readonly partials: Readonly<Record<string, string>>;
  /**
   * Addresses of those who last uploaded the campaign file and the partials that it uses, as far as the uploads said
   * so. Not in the version, which is named by its content: the same text may be uploaded again by somebody else.
   */
  readonly uploadedBy?: readonly string[];
}

/** What is live, by campaign id. `withdrawn` keeps the identities of campaigns whose file is gone. */
export interface Manifest {
  readonly revision: number;
  readonly campaigns: Readonly<Record<string, ManifestEntry>>;
  readonly withdrawn: Readonly<Record<string, string>>;
  /** Files last found broken; their last good versions, if any, stay live. */
  readonly rejected: Readonly<Record<string, RejectedFile>>;
  /** What this change still has to bring about; absent once it has. */
  readonly owed?: OwedByPublication;
}

/**
 * What follows from a change of the manifest: whom to tell, what to ask of plan. Kept with it by ids, so that whoever dies
 * in between leaves it to the next one.
 */
export interface OwedByPublication {
  /** Campaigns with a new version. */
  readonly published: readonly string[];
  /** Files newly found broken. */
  readonly rejected: readonly string[];
  readonly withdrawn: readonly string[];
  /** Campaigns whose `expect` is another one, which may release a held run. */
  readonly released: readonly string[];
  /** Campaigns that begin to look at an old list's column. */
  readonly takingOver: readonly string[];
}

/** A file that cannot go live. `hash` names what was read, so that nobody is told of the same mistake twice. */
export interface RejectedFile {
  readonly hash: string;
  readonly problems: readonly Problem[];
}
