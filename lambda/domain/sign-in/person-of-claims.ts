import { isMailableAddress } from '../mail-address.ts';

/** What a verified ID token says (OpenID Connect Core 1.0 §5.1). */
export type PersonClaims = Readonly<Record<string, unknown>>;

/**
 * The person by their address; undefined when the token names none that counts. Entra ID leaves `email` out for many
 * accounts and never says `email_verified`; its `preferred_username` is the user principal name. Neither is a proof by
 * itself: both are only as good as the one tenant that the issuer names, whose administrators hand them out.
 */
export function personOfClaims(claims: PersonClaims): { readonly email: string; readonly name: string } | undefined {
  // Said to be unverified: then nothing else that the person may have typed in is better.
  if (claims.email_verified === false || claims.email_verified === 'false') return undefined;
  const email = addressIn(claims.email) ?? addressIn(claims.preferred_username);
  if (email === undefined) return undefined;
  const name = typeof claims.name === 'string' ? claims.name.trim().slice(0, maxNameLength) : '';
  return { email, name: name || email };
}

const maxNameLength = 200;

function addressIn(claim: unknown): string | undefined {
  return typeof claim === 'string' && isMailableAddress(claim) ? claim.trim() : undefined;
}
