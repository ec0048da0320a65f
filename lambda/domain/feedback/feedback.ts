import type { SendRef } from '../send-log/send-row.ts';

/** Which mail of ours the mail service speaks of, and when what it tells happened (ISO UTC). */
interface AboutMail {
  readonly row: SendRef;
  /** Which attempt at the row's mail it was, from 1. */
  readonly attempt: number;
  readonly messageId: string;
  readonly at: string;
}

/** Whom it concerns: the address that was mailed, and those that the receiving server named. */
interface AboutRecipients extends AboutMail {
  readonly recipients: readonly string[];
}

/**
 * What the mail service tells of one mail: taken over, refused for what is in it, arrived, come back for good or for
 * now, complained of.
 */
export type Feedback =
  | (AboutMail & { readonly what: 'sent' | 'rejected' })
  | (AboutRecipients & { readonly what: 'delivered' | 'hard-bounce' | 'complaint' })
  | (AboutRecipients & {
      readonly what: 'soft-bounce';
      /** No server reported a failure: after a delivery, this is somebody's automatic answer. */
      readonly isUnreported: boolean;
    });
