import { createHash } from 'node:crypto';
import type { Mailbox, OutgoingMail } from '../message/outgoing-mail.ts';

/** Stands for the customer's own opt-out link in a mail that is shown to colleagues. */
export const unsubscribePlaceholder = 'https://unsubscribe.invalid/';

/** Names what a mail says and between whom: base64url SHA-256 over from, to, reply-to, subject, html and text. */
export function mailDigest({ from, to, replyTo, subject, html, text }: OutgoingMail): string {
  const parts = [pairOf(from), pairOf(to), replyTo === undefined ? [] : pairOf(replyTo), subject, html, text];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function pairOf({ name, address }: Mailbox): readonly string[] {
  return [name, address];
}
