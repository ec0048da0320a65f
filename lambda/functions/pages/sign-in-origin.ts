import type { Context } from 'hono';

/** True for the local cloud, which speaks plain HTTP to the browser on the same machine. */
export function isOnOwnMachine(c: Context): boolean {
  const isLoopback = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/.test(hostOf(c));
  return isLoopback && c.req.header('x-forwarded-proto') !== 'https';
}

/** `https://host` as the browser asked for it: whatever the domain, the pages need not be told. */
export function originOf(c: Context): string {
  return `${isOnOwnMachine(c) ? 'http' : 'https'}://${hostOf(c)}`;
}

function hostOf(c: Context): string {
  return c.req.header('host') ?? new URL(c.req.url).host;
}
