import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import * as z from 'zod/mini';
import { readReturnPath } from '../../domain/sign-in/return-path.ts';
import { readSignedValue, type SignedPurpose, signValue } from '../../domain/sign-in/signed-value.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { Clock, SignedInPerson, SignInAttempt } from '../../ports.ts';
import { isOnOwnMachine } from './sign-in-origin.ts';

/** What keeping a sign-in in cookies needs. */
export interface SignInCookieTools {
  readonly stage: StageConfig;
  readonly clock: Clock;
  /** All keys that ever signed a link, newest first. */
  readonly linkKeys: () => Promise<readonly string[]>;
  /** The same, read again if that was some time ago: a cookie may be younger than the keys at hand. */
  readonly latestLinkKeys: () => Promise<readonly string[]>;
}

/** A sign-in that has begun, and the page to go to when it is done. */
export interface BegunSignIn extends SignInAttempt {
  readonly to: string;
}

const attemptMs = 10 * 60_000;
const sessionMs = 8 * 60 * 60_000;
const maxAttempts = 5;
const sessionCookie = 'fushime-session';
const attemptCookie = 'fushime-sign-in-';
// Anybody may send any state and any cookie: what is not of our making must not become a cookie's name.
const stateOfOurs = /^[\w-]{12,}$/;
const attemptNamed = new RegExp(`^(?:__Host-)?${attemptCookie}[\\w-]{12}$`);

const attemptShape = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), to: z.string() });
const personShape = z.object({ email: z.string().check(z.minLength(1)), name: z.string() });

/** Remembers a sign-in that begins, for ten minutes. Each has a cookie of its own: several cards may be opened at once. */
export async function keepAttempt(c: Context, tools: SignInCookieTools, begun: BegunSignIn): Promise<void> {
  const open = Object.keys(getCookie(c)).filter((name) => attemptNamed.test(name));
  // Never so many that the browser's requests outgrow what the API takes.
  if (open.length >= maxAttempts) for (const name of open) forget(c, name);
  await keep(c, tools, 'attempt', attemptName(begun.state), begun, attemptMs);
}

/** The sign-in that this state belongs to, which is thereby over; undefined when this browser began none such. */
export async function takeAttempt(
  c: Context,
  tools: SignInCookieTools,
  state: string,
): Promise<BegunSignIn | undefined> {
  if (!stateOfOurs.test(state)) return undefined;
  const name = attemptName(state);
  const parsed = attemptShape.safeParse(await recall(c, tools, 'attempt', name));
  forget(c, fullName(c, name));
  const isOurs = parsed.success && parsed.data.state === state && readReturnPath(parsed.data.to) !== undefined;
  return isOurs ? parsed.data : undefined;
}

/** Remembers who signed in, for eight hours. */
export function keepSession(c: Context, tools: SignInCookieTools, person: SignedInPerson): Promise<void> {
  return keep(c, tools, 'session', sessionCookie, person, sessionMs);
}

/** Who signed in with this browser, if it was in the last eight hours and with the stage's provider of today. */
export async function readSession(c: Context, tools: SignInCookieTools): Promise<SignedInPerson | undefined> {
  const parsed = personShape.safeParse(await recall(c, tools, 'session', sessionCookie));
  return parsed.success ? parsed.data : undefined;
}

async function keep(
  c: Context,
  tools: SignInCookieTools,
  purpose: SignedPurpose,
  name: string,
  value: object,
  keptMs: number,
): Promise<void> {
  const [newest = ''] = await tools.linkKeys();
  const signed = signValue(value, tools.clock.nowMs() + keptMs, newest, { purpose, audience: audienceOf(tools) });
  setCookie(c, fullName(c, name), signed, { ...attributes, maxAge: keptMs / 1000 });
}

async function recall(c: Context, tools: SignInCookieTools, purpose: SignedPurpose, name: string): Promise<unknown> {
  const text = getCookie(c, fullName(c, name));
  if (text === undefined || tools.stage.signIn === undefined) return undefined;
  const signing = { purpose, audience: audienceOf(tools), nowMs: tools.clock.nowMs() };
  // Links need every key for good; what lives for hours only those of before and after a rotation.
  const read = (keys: readonly string[]) => readSignedValue(text, keys.slice(0, 2), signing);
  return read(await tools.linkKeys()) ?? read(await tools.latestLinkKeys());
}

function audienceOf({ stage: { name, signIn } }: SignInCookieTools): string {
  return JSON.stringify([name, signIn?.issuer, signIn?.clientId]);
}

const attributes = { path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const;

function forget(c: Context, name: string): void {
  deleteCookie(c, name, attributes);
}

function attemptName(state: string): string {
  return `${attemptCookie}${state.slice(0, 12)}`;
}

// Browsers take `__Host-` (RFC 6265bis §4.1.3.2: from this host alone) over HTTPS only.
function fullName(c: Context, name: string): string {
  return isOnOwnMachine(c) ? name : `__Host-${name}`;
}
