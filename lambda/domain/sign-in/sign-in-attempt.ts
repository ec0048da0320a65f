/** What a sign-in must be finished with: kept by the browser that began it, and by nobody else. */
export interface SignInAttempt {
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636. */
  readonly codeVerifier: string;
}

/** A colleague, as the identity provider knows them. */
export interface SignedInPerson {
  readonly email: string;
  readonly name: string;
}

/** What came of a sign-in. `cause` is a code from the protocol, never what somebody typed. */
export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly person: SignedInPerson }
  /** `denied` = the person or the provider said no; `invalid` = the answer does not hold; `no-address` = it names no address. */
  | { readonly kind: 'denied' | 'invalid' | 'no-address'; readonly cause: string };
