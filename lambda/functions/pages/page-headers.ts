import { pageStyleSource } from '../../domain/pages/page-style.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${pageStyleSource}`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ');

/** What every answer carries: nothing from elsewhere, nowhere framed, nowhere kept, nowhere listed, the address told to nobody. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-opener-policy': 'same-origin',
};
