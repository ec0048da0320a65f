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

/** Whether mail leaves the account at all. Instants are ISO UTC. */
export type GateState =
  | { readonly state: 'open' }
  | {
      readonly state: 'closed';
      readonly cause: GateCause;
      readonly since: string;
      /** What the mail service said, without addresses; '' when it was found out by asking. */
      readonly error: string;
      /** Not opened before. */
      readonly until: string;
    };
