import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  ResponseBodyError,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { personOfClaims } from '../../domain/sign-in/person-of-claims.ts';
import type { SignInOutcome, SignInProvider } from '../../ports.ts';
import { SignInError } from './sign-in-error.ts';
import type { SignInProviderOptions } from './sign-in-provider.ts';

const timeoutSeconds = 5;
const keptMs = 60 * 60_000;
const scope = 'openid profile email';

/** Authorization code with PKCE, state and nonce (OpenID Connect Core 1.0 §3.1, RFC 9700). The ID token's signature is verified. */
export function createOpenIdConnect({ signIn, secret }: SignInProviderOptions): SignInProvider {
  let kept: { readonly secret: string; readonly config: Promise<Configuration>; readonly untilMs: number } | undefined;

  async function configuration(): Promise<Configuration> {
    const clientSecret = await secret();
    if (kept?.secret === clientSecret && Date.now() < kept.untilMs) return kept.config;
    const config = discover(signIn, clientSecret);
    const known = { secret: clientSecret, config, untilMs: Date.now() + keptMs };
    kept = known;
    config.catch(() => {
      if (kept === known) kept = undefined;
    });
    return config;
  }

  return {
    async begin(redirectUri) {
      const config = await configuration();
      const attempt = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await calculatePKCECodeChallenge(attempt.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, attempt };
    },

    async finish(callbackUrl, { state, nonce, codeVerifier }) {
      const config = await configuration();
      try {
        const tokens = await authorizationCodeGrant(config, new URL(callbackUrl), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const person = personOfClaims(tokens.claims() ?? {});
        return person ? { kind: 'signed-in', person } : { kind: 'no-address', cause: 'no-address' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

async function discover(
  { issuer, clientId }: SignInProviderOptions['signIn'],
  clientSecret: string,
): Promise<Configuration> {
  const server = new URL(issuer);
  const isOwnMachine = server.protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(server.hostname);
  const execute = [enableNonRepudiationChecks, ...(isOwnMachine ? [allowInsecureRequests] : [])];
  let config: Configuration;
  try {
    config = await discovery(server, clientId, {}, secretInBodyOrHeader(clientSecret), {
      execute,
      timeout: timeoutSeconds,
    });
  } catch (error) {
    throw new SignInError('The identity provider cannot be read', error);
  }
  // For Microsoft's hosts the library takes other issuers, too. `common` would let every tenant of the world hand out
  // our approvers' addresses: only the one tenant that the stage names may.
  if (config.serverMetadata().issuer !== issuer)
    throw new SignInError('The identity provider is another one', undefined);
  return config;
}

/** As the provider says that it likes it; `client_secret_basic` where it says nothing (OpenID Connect Discovery 1.0 §3). */
function secretInBodyOrHeader(clientSecret: string): ClientAuth {
  const inBody = ClientSecretPost(clientSecret);
  const inHeader = ClientSecretBasic(clientSecret);
  return (server, ...rest) => {
    const isBody = server.token_endpoint_auth_methods_supported?.includes('client_secret_post');
    return (isBody ? inBody : inHeader)(server, ...rest);
  };
}

const refusals: readonly string[] = ['access_denied', 'login_required', 'consent_required', 'interaction_required'];

function outcomeOf(error: unknown): SignInOutcome {
  if (error instanceof AuthorizationResponseError) {
    if (refusals.includes(error.error)) return { kind: 'denied', cause: error.error };
    throw new SignInError('The identity provider failed', error);
  }
  if (error instanceof ResponseBodyError) {
    // A code that is used up or out of date. Anything else, such as an expired client secret, is ours to repair.
    if (error.error === 'invalid_grant') return { kind: 'invalid', cause: error.error };
    throw new SignInError('The identity provider refused our client', error);
  }
  if (error instanceof ClientError && error.code !== undefined && !outages.includes(error.code)) {
    return { kind: 'invalid', cause: error.code };
  }
  throw new SignInError('The identity provider does not answer', error);
}

const outages: readonly string[] = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
];
