/** A name and the address it goes with; the name may be ''. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** A mail ready to leave. */
export interface OutgoingMail {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly replyTo?: Mailbox;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** For marketing mail: the address of RFC 8058's one-click POST. */
  readonly unsubscribeUrl?: string;
  /** Names and values of letters, digits, `-` and `_`, at most 256 characters each. */
  readonly tags: Readonly<Record<string, string>>;
}
