/** Why no mail leaves the account. */
export const gateCauses = [
  'daily-quota',
  'account-paused',
  'configuration-set-paused',
  'configuration-set-missing',
  'identity-not-verified',
  'mail-from-not-verified',
  'sandbox',
] as const;

export type GateCause = (typeof gateCauses)[number];

/** While no mail leaves the account. Instants are ISO UTC. */
export interface ClosedGate {
  readonly state: 'closed';
  readonly cause: GateCause;
  readonly since: string;
  /** What the mail service said, without addresses; '' when it was found out by asking. */
  readonly error: string;
  /** Not opened before. */
  readonly until: string;
}

/** While mail leaves, with the last time that it did not. */
export interface OpenGate {
  readonly state: 'open';
  readonly lastClosed?: Pick<ClosedGate, 'cause' | 'since'> & { readonly openedAt: string };
}

/** Whether mail leaves the account at all. */
export type GateState = OpenGate | ClosedGate;
