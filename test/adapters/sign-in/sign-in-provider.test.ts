import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSignInProvider } from '../../../lambda/adapters/sign-in/sign-in-provider.ts';

const tenant = 'https://login.microsoftonline.com/8a1c6a0e-0000-4000-8000-000000000001/v2.0';
const redirectUri = 'https://pages.example.jp/sign-in/callback';

afterEach(() => vi.unstubAllGlobals());

/** A provider on whose discovery document this issuer stands; counts how often it is read. */
function providerSaying(issuer: string, asked: string, answers: () => boolean = () => true) {
  const urls: string[] = [];
  vi.stubGlobal('fetch', async (url: string) => {
    urls.push(url);
    if (!answers()) throw new TypeError('fetch failed');
    return Response.json({ issuer, authorization_endpoint: `${asked}/authorize`, token_endpoint: `${asked}/token` });
  });
  const provider = createSignInProvider({ signIn: { issuer: asked, clientId: 'id' }, secret: async () => 's' });
  return { provider, urls };
}

describe('the identity provider', () => {
  it('is read once, from the tenant that the stage names', async () => {
    const { provider, urls } = providerSaying(tenant, tenant);
    const { url } = await provider.begin(redirectUri);
    await provider.begin(redirectUri);
    expect(url).toMatch(`${tenant}/authorize?`);
    expect(urls).toEqual([`${tenant}/.well-known/openid-configuration`]);
  });

  it('is refused when any tenant of the world could stand behind it', async () => {
    const common = 'https://login.microsoftonline.com/common/v2.0';
    const { provider } = providerSaying('https://login.microsoftonline.com/{tenantid}/v2.0', common);
    await expect(provider.begin(redirectUri)).rejects.toMatchObject({ name: 'SignInError' });
  });

  it('is refused when it gives itself out for another one', async () => {
    const { provider } = providerSaying('https://evil.example', 'https://id.example.jp');
    await expect(provider.begin(redirectUri)).rejects.toMatchObject({ name: 'SignInError' });
  });

  it('is asked again after it was down', async () => {
    let isUp = false;
    const { provider } = providerSaying(tenant, tenant, () => isUp);
    await expect(provider.begin(redirectUri)).rejects.toMatchObject({ name: 'SignInError', retryable: true });
    isUp = true;
    expect((await provider.begin(redirectUri)).url).toContain('code_challenge_method=S256');
  });

  it('must be reached by HTTPS, except on the same machine', async () => {
    const { provider, urls } = providerSaying('http://id.example.jp', 'http://id.example.jp');
    await expect(provider.begin(redirectUri)).rejects.toMatchObject({ name: 'SignInError' });
    expect(urls).toEqual([]);
  });
});
