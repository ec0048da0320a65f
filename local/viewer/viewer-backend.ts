import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { Campaign } from '../../lambda/domain/campaign/campaign.ts';
import type { Problem } from '../../lambda/domain/campaign/problem.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';

/** What the viewer needs to know of the cloud it looks into. */
export interface ViewerBackend {
  /** The zone in which the clock is shown and days begin. */
  readonly timeZone: string;
  nowMs(): number;
  /** Another text whenever something that can be seen may have changed, the passing of time excepted. Asked often: be cheap. */
  revision(): string;
  /** In the order in which they were accepted. */
  mails(): readonly ViewedMail[];
  cards(): readonly ViewedCard[];
  sendLog(): Promise<readonly SendRow[]>;
  /** What people call these customers; an id that is not known is absent. */
  customerNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  campaigns(): Promise<readonly ViewedCampaign[]>;
  /** What went wrong behind the scenes. */
  troubles(): Promise<readonly Trouble[]>;
  /**
   * Does everything that falls due up to the end of `date`, on the way moving the clock, and answers when all is
   * drained. The clock then still reads `date`.
   */
  runThrough(date: IsoDate): Promise<void>;
  /** Puts a file into the bucket and answers with what came of it. */
  upload(key: string, bytes: Uint8Array): Promise<UploadOutcome>;
}

/** A mail as the mail service took it. */
export interface ViewedMail {
  readonly messageId: string;
  readonly atMs: number;
  readonly raw: Uint8Array;
  readonly destinations: readonly string[];
  readonly tags: readonly { readonly name: string; readonly value: string }[];
}

/** A payload posted to Teams. `place` is the channel's or the owner's name; `status` what was answered, if anything was. */
export interface ViewedCard {
  readonly place: string;
  readonly atMs: number;
  readonly payload: unknown;
  readonly status?: number;
}

/** A campaign file and what became of it. */
export interface ViewedCampaign {
  readonly id: string;
  readonly name: string;
  /** `rejected` = the file was never good enough to go live. */
  readonly state: 'live' | 'disabled' | 'withdrawn' | 'rejected';
  /** The live version's front matter. */
  readonly campaign?: Campaign;
  readonly nextRun?: IsoDate;
  readonly publishedAtMs?: number;
  /** Of the file as it is now, where that differs from what is live. */
  readonly problems: readonly Problem[];
}

/** Something that an engineer should look at. `source` is the queue or function, `detail` may have several lines. */
export interface Trouble {
  readonly kind: 'dead-letter' | 'failure' | 'denied-call';
  readonly source: string;
  readonly detail: string;
  readonly atMs?: number;
}

/** What came of an upload. `stored` = it is in the bucket and nothing else was heard. */
export type UploadOutcome =
  | {
      readonly kind: 'published';
      readonly campaigns: readonly string[];
      readonly nextRun?: IsoDate;
      /** How many are due at the next run, and how many of them have not consented. */
      readonly due?: number;
      readonly lackingConsent?: number;
    }
  | { readonly kind: 'rejected'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'imported';
      readonly created: number;
      readonly updated: number;
      readonly unchanged: number;
      readonly rejected: number;
      /** One line a problem: row, column, what is wrong. */
      readonly problems: readonly string[];
    }
  /** It waits for a person, with what it would change and remove. */
  | { readonly kind: 'held'; readonly changed: number; readonly removed: number }
  | { readonly kind: 'stored' };
