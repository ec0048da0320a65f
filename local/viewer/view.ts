import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { Locale, LocalizedText } from '../../lambda/domain/locale.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { Trouble, UploadOutcome, ViewedCampaign, ViewedCard } from './viewer-backend.ts';

/** `GET /api/state`: what every page shows. Lists are to be read again when `revision` is another. */
export interface StateView {
  readonly revision: string;
  /** The stage's language, for browsers that speak neither. */
  readonly locale: Locale;
  readonly timeZone: string;
  readonly nowMs: number;
  readonly today: IsoDate;
  readonly run?: RunView;
  /** Why the last run broke off, if it did. */
  readonly runProblem?: string;
  readonly counts: {
    readonly mails: number;
    readonly cards: number;
    readonly sends: number;
    readonly campaigns: number;
    readonly troubles: number;
  };
}

/** A run on its way. `mails` counts those sent since it began. */
export interface RunView {
  readonly from: IsoDate;
  readonly to: IsoDate;
  /** From 0 to 1. */
  readonly progress: number;
  readonly mails: number;
}

/** A name and an address; the name may be ''. */
export interface MailboxView {
  readonly name: string;
  readonly address: string;
}

/** One line of `GET /api/mails`, newest first. `campaign` is '' when the send log does not know the mail. */
export interface MailLine {
  readonly id: string;
  readonly atMs: number;
  readonly to: MailboxView;
  readonly subject: string;
  readonly campaign: string;
}

/** `GET /api/mails/:id`. */
export interface MailView extends MailLine {
  /** Decoded, in the order of the mail. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly hasHtml: boolean;
  /** As it was sent, its bytes read as UTF-8. */
  readonly source: string;
  readonly sizeBytes: number;
  readonly destinations: readonly string[];
  readonly tags: readonly { readonly name: string; readonly value: string }[];
}

/** One post of `GET /api/cards`, oldest first, as a channel shows them. */
export type CardView = ViewedCard & { readonly id: string };

/** One row of `GET /api/send-log`, last changed first. */
export interface SendView extends SendRow {
  /** '' when the customer is not known. */
  readonly customerName: string;
  readonly campaignName: string;
  /** The reason in plain words. */
  readonly reasonText: LocalizedText;
}

/** One row of `GET /api/campaigns`. */
export interface CampaignView extends Omit<ViewedCampaign, 'campaign'> {
  /** The trigger in words; absent when no version is live. */
  readonly trigger?: LocalizedText;
  /** True when events start it, not days. */
  readonly onEvent?: boolean;
  readonly at?: string;
  readonly timeZone?: string;
  readonly category?: 'marketing' | 'contract';
  readonly sent: number;
  /** Waiting for a person, quota or time. */
  readonly held: number;
}

/** `GET /api/troubles`. */
export type TroubleView = Trouble;

/** `POST /api/uploads`: where the file went and what came of it, or why it went nowhere. */
export type UploadView =
  | { readonly kind: 'refused'; readonly cause: 'name' | 'type' | 'size' }
  | (UploadOutcome & { readonly key: string });
