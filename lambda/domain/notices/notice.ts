import type { IsoDate } from '../calendar/plain-date.ts';
import type { Problem } from '../campaign/problem.ts';
import type { Reason, SendState } from '../send-log/send-state.ts';

/** Something a person should know. It carries ids; names are looked up when the card is written. */
export type Notice =
  | {
      readonly kind: 'send';
      readonly campaign: string;
      readonly customer: string;
      readonly key: string;
      readonly state: SendState;
      readonly reason: Reason;
    }
  | {
      readonly kind: 'run';
      readonly campaign: string;
      readonly date: IsoDate;
      /** Rows written by the run, by `state` or `state:reason`. */
      readonly counts: Readonly<Record<string, number>>;
    }
  | {
      readonly kind: 'published';
      readonly campaign: string;
      readonly version: string;
      /** The next day the campaign runs with somebody due, if one is near. */
      readonly nextRun: IsoDate | undefined;
      readonly due: number;
      readonly lackingConsent: number;
    }
  | { readonly kind: 'rejected-file'; readonly file: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'withdrawn'; readonly campaign: string }
  | {
      readonly kind: 'imported';
      readonly file: string;
      readonly created: number;
      readonly updated: number;
      readonly unchanged: number;
      readonly rejected: number;
      /** Where the rejected rows are listed, when there are any. */
      readonly errorFile?: string;
    };
