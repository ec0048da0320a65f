import type { Context, Hono } from 'hono';
import { type SignInTrouble, signInPage } from '../../domain/pages/sign-in-page.ts';
import { readReturnPath, signInPath } from '../../domain/sign-in/return-path.ts';
import type { Log, SignedInPerson, SignInProvider } from '../../ports.ts';
import { errorIds } from '../../runtime/error-ids.ts';
import { keepAttempt, keepSession, readSession, type SignInCookieTools, takeAttempt } from './sign-in-cookies.ts';
import { originOf } from './sign-in-origin.ts';

/** What signing in needs. Without a provider nobody can sign in. */
export interface SignInTools extends SignInCookieTools {
  readonly log: Log;
  readonly signIn?: SignInProvider;
}

const callbackPath = '/sign-in/callback';

/** Adds the two addresses of signing in: the way to the provider and the way back. Both change nothing but cookies. */
export function addSignIn(app: Hono, tools: SignInTools): void {
  const { stage, signIn, log } = tools;
  if (stage.signIn === undefined) return;

  app.get('/sign-in', async (c) => {
    const to = readReturnPath(c.req.query('to'));
    if (to === undefined) return c.notFound();
    if (signIn === undefined) {
      log.error('sign-in-failed', { error: 'no-provider' });
      return trouble(c, tools, 'failed', to);
    }
    try {
      const { url, attempt } = await signIn.begin(originOf(c) + callbackPath);
      await keepAttempt(c, tools, { ...attempt, to });
      return c.redirect(url, 302);
    } catch (error) {
      log.error('sign-in-failed', errorIds(error));
      return trouble(c, tools, 'failed', to);
    }
  });

  app.get(callbackPath, async (c) => {
    const begun = await takeAttempt(c, tools, c.req.query('state') ?? '');
    if (begun === undefined || signIn === undefined) {
      log.warn('sign-in-refused', { cause: 'no-attempt' });
      return trouble(c, tools, 'over');
    }
    try {
      const callbackUrl = originOf(c) + callbackPath + new URL(c.req.url).search;
      const outcome = await signIn.finish(callbackUrl, begun);
      if (outcome.kind === 'signed-in') {
        await keepSession(c, tools, outcome.person);
        return c.redirect(begun.to, 303);
      }
      log.warn('sign-in-refused', { cause: outcome.cause });
      return trouble(c, tools, outcome.kind === 'invalid' ? 'over' : outcome.kind, begun.to);
    } catch (error) {
      log.error('sign-in-failed', errorIds(error));
      // An error that the browser brings along, anybody can make up: it is no fault of ours for an alarm to count.
      return trouble(c, tools, 'failed', begun.to, c.req.query('error') === undefined ? 503 : 400);
    }
  });
}

/** Answers to who has signed in, or to everybody where the stage has no sign-in; others are asked to do so first. */
export async function whereSignedIn(
  c: Context,
  tools: SignInCookieTools,
  answer: (person: SignedInPerson | undefined) => Response | Promise<Response>,
): Promise<Response> {
  const person = await signedIn(c, tools);
  return tools.stage.signIn !== undefined && person === undefined ? askToSignIn(c, tools) : answer(person);
}

/** Who signed in with this browser; undefined when nobody did, or the stage has no sign-in. */
export async function signedIn(c: Context, tools: SignInCookieTools): Promise<SignedInPerson | undefined> {
  return tools.stage.signIn === undefined ? undefined : readSession(c, tools);
}

/**
 * The answer to who has yet to sign in: on to the provider for who looks (and back to this page), a 403 page for who
 * acts, as a form cannot be taken along. Where the stage has no sign-in, a page that says so.
 */
export function askToSignIn(c: Context, tools: Pick<SignInTools, 'stage'>): Response | Promise<Response> {
  const to = readReturnPath(c.req.path);
  if (tools.stage.signIn === undefined || to === undefined) return trouble(c, tools, 'failed');
  return ['GET', 'HEAD'].includes(c.req.method) ? c.redirect(signInPath(to), 302) : trouble(c, tools, 'needed', to);
}

const statusOf = { needed: 403, over: 400, denied: 403, 'no-address': 403, failed: 503 } as const;

function trouble(
  c: Context,
  { stage }: Pick<SignInTools, 'stage'>,
  kind: SignInTrouble,
  to?: string,
  status: 400 | 403 | 503 = statusOf[kind],
) {
  const { locale, sender } = stage;
  return c.html(signInPage(kind, { locale, sender, to }), status);
}
