import type { Context } from 'hono';

/**
 * False for a form that a browser says another site sent (cross-site request forgery). `Sec-Fetch-Site` is asked first: under
 * `no-referrer` browsers send `Origin: null` even for our own forms. Who sends neither is no browser of today; the link itself
 * is then what authorizes.
 */
export function isFromOwnPage(c: Context): boolean {
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = c.req.header('origin');
  if (origin === undefined || origin === 'null') return true;
  return URL.parse(origin)?.host === (c.req.header('host') ?? new URL(c.req.url).host);
}
