import { Hono } from 'hono';
import { keepSession, type SignInCookieTools } from '../../lambda/functions/pages/sign-in-cookies.ts';
import type { SignedInPerson } from '../../lambda/ports.ts';

/** The cookie, `name=value`, of somebody who has signed in on this machine. */
export async function sessionCookie(tools: SignInCookieTools, person: SignedInPerson): Promise<string> {
  const app = new Hono().get('/', async (c) => {
    await keepSession(c, tools, person);
    return c.text('');
  });
  return (await app.request('/')).headers.get('set-cookie')?.split(';')[0] ?? '';
}
