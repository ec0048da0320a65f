import type { Context } from 'hono';
import { pageStyleSource } from '../../domain/pages/page-style.ts';

function policyOf(...rules: readonly string[]): string {
  return rules.join('; ');
}

const pageRules = [
  "default-src 'none'",
  `style-src ${pageStyleSource}`,
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
];

/** What every answer carries: nothing from elsewhere, nowhere framed, nowhere kept, nowhere listed, the address told to nobody. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policyOf(...pageRules),
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'strict-transport-security': 'max-age=31536000',
  'cross-origin-opener-policy': 'same-origin',
};

const framingPolicy = policyOf(...pageRules, "frame-src 'self'");

// `style-src` as every mail carries its styles inline; `sandbox` also for who opens the address outside our frame.
const mailPolicy = policyOf(
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'sandbox',
  "form-action 'none'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
);

/** Lets the page that is answered frame a mail. */
export function allowFrames(c: Context): void {
  c.header('content-security-policy', framingPolicy);
}

/** Lets the mail that is answered be framed and bring its styles, and nothing else. */
export function allowMail(c: Context): void {
  c.header('content-security-policy', mailPolicy);
}
