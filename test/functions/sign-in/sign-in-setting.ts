import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { OAuth2Server } from 'oauth2-mock-server';
import { createSignInProvider } from '../../../lambda/adapters/sign-in/sign-in-provider.ts';
import { whyNot } from '../../../lambda/domain/approval/may-decide.ts';
import { addSignIn, askToSignIn, type SignInTools, signedIn } from '../../../lambda/functions/pages/sign-in-routes.ts';
import { aStage } from '../../support/builders.ts';
import { aBrowser } from './a-browser.ts';

/** The page that people sign in for in these tests. */
export const page = '/a/eyJ2IjoyfQ.c2lnbmVk';

/** Pages and an identity provider, each on a port of its own. One page, of approver sato, asks people to sign in. */
export async function aSignInSetting() {
  const provider = new OAuth2Server();
  await provider.issuer.keys.generate('RS256');
  await provider.start(0, '127.0.0.1');
  const issuer = `http://127.0.0.1:${provider.address().port}`;
  provider.issuer.url = issuer;

  let claims: Readonly<Record<string, unknown>> = { email: 'sato@minamo.example.jp', name: '佐藤 健' };
  provider.service.on('beforeTokenSigning', ({ payload }: { payload: Record<string, unknown> }) => {
    Object.assign(payload, claims);
  });

  let nowMs = Date.now();
  let keys: readonly string[] = ['key-2', 'key-1'];
  let latestKeys: readonly string[] | undefined;
  const logged: string[] = [];
  const write = (event: string, ids?: object) => void logged.push(JSON.stringify({ event, ...ids }));
  const signIn = { issuer, clientId: 'fushime', deputies: ['boss@minamo.example.jp'] };
  const tools: SignInTools = {
    stage: { ...aStage, signIn },
    clock: { nowMs: () => nowMs },
    log: { info: write, warn: write, error: write },
    linkKeys: async () => keys,
    latestLinkKeys: async () => latestKeys ?? keys,
    signIn: createSignInProvider({ signIn, secret: async () => 'client-secret' }),
  };

  const app = new Hono();
  addSignIn(app, tools);
  app.all('/a/:token', async (c) => {
    const person = await signedIn(c, tools);
    const request = { approver: { email: 'Sato@minamo.example.jp' }, campaign: undefined };
    const why = whyNot(request, person?.email, tools.stage);
    if (why === 'sign-in') return askToSignIn(c, tools);
    return c.text(why ?? `welcome ${person?.name}`, why === undefined ? 200 : 403);
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  return {
    ...{ app, tools, origin, issuer, provider, logged },
    browser: () => aBrowser(origin),
    /** What the provider says of whoever signs in. */
    say(next: Readonly<Record<string, unknown>>) {
      claims = next;
    },
    /** Changes the provider's next answer to the exchange of the code. */
    answerOnce(change: (answer: { body: Record<string, unknown>; statusCode: number }) => void) {
      provider.service.once('beforeResponse', change);
    },
    /** Changes where the provider sends the browser next. */
    redirectOnce(change: (url: URL) => void) {
      provider.service.once('beforeAuthorizeRedirect', ({ url }: { url: URL }) => change(url));
    },
    later(ms: number) {
      nowMs += ms;
    },
    rotate(...next: readonly string[]) {
      keys = next;
      latestKeys = undefined;
    },
    /** Makes the keys at hand older than those of the secret. */
    lagBehind(...next: readonly string[]) {
      latestKeys = keys;
      keys = next;
    },
    async close() {
      await provider.stop();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
