/** What a person, or a change of the mail, made of a request for approval. Kept with the send for whoever asks later. */
export interface ApprovalDecision {
  /** `void` = approved, but the mail is no longer the one that was shown. */
  readonly decision: 'approved' | 'rejected' | 'void';
  /** Who decided: the name as typed, or as the identity provider tells it; '' for `void`. */
  readonly by: string;
  /** The address that signed in; absent where the stage asks for no sign-in. */
  readonly signedInAs?: string;
  readonly comment: string;
  /** Instant, ISO UTC. */
  readonly at: string;
  /** `mailDigest` of the mail that was shown; '' when there was none to show. */
  readonly digest: string;
}
