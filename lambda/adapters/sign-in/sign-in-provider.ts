import type { SignIn } from '../../domain/stage-config.ts';
import type { SignInProvider } from '../../ports.ts';

export interface SignInProviderOptions {
  readonly signIn: Pick<SignIn, 'issuer' | 'clientId'>;
  /** The client's secret. */
  readonly secret: () => Promise<string>;
}

/**
 * The stage's identity provider. The protocol's library is loaded with the first sign-in, as most who come to the pages
 * only want to unsubscribe, and quickly.
 */
export function createSignInProvider(options: SignInProviderOptions): SignInProvider {
  let loading: Promise<SignInProvider> | undefined;
  const load = () => {
    loading ??= import('./openid-connect.ts').then(({ createOpenIdConnect }) => createOpenIdConnect(options));
    return loading;
  };
  return {
    begin: async (redirectUri) => (await load()).begin(redirectUri),
    finish: async (callbackUrl, attempt) => (await load()).finish(callbackUrl, attempt),
  };
}
