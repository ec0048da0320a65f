import type { OutgoingMail } from '../../ports.ts';
import { InvalidMailError } from './invalid-mail-error.ts';
import { mailboxHeader, textHeader } from './mail-header.ts';

const crlf = '\r\n';
// Base64 has no `-` and no `_`: this line can occur in neither part.
const boundary = '=_fushime_part';

/**
 * A mail as it goes over the wire: multipart/alternative (text, HTML), UTF-8 in base64, CRLF only, lines of at most 998.
 * One-click headers by RFC 8058 when it can be unsubscribed. SES adds the Message-ID. Throws InvalidMailError.
 */
export function composeMime(mail: OutgoingMail, dateMs: number): Buffer {
  const headers = [
    mailboxHeader('From', mail.from),
    mailboxHeader('To', mail.to),
    ...(mail.replyTo ? [mailboxHeader('Reply-To', mail.replyTo)] : []),
    textHeader('Subject', mail.subject),
    `Date: ${new Date(dateMs).toUTCString().replace('GMT', '+0000')}`,
    ...(mail.unsubscribeUrl === undefined ? [] : unsubscribeHeaders(mail.unsubscribeUrl)),
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative;${crlf} boundary="${boundary}"`,
  ];
  const parts = [part('text/plain', mail.text), part('text/html', mail.html)];
  const body = [...parts.flatMap((text) => [`--${boundary}`, text]), `--${boundary}--`, ''];
  return Buffer.from([...headers, '', ...body].join(crlf), 'latin1');
}

function unsubscribeHeaders(url: string): string[] {
  // A URL cannot be folded, so it must fit on a line with its header's name.
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url) || /[<>,]/.test(url) || url.length > 900) {
    throw new InvalidMailError('The unsubscribe URL cannot stand in a header');
  }
  return [`List-Unsubscribe: <${url}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];
}

function part(type: string, text: string): string {
  // Mail's line end is CRLF, in encoded text too (RFC 2045 §6.8); a lone CR or LF would come out differently everywhere.
  const canonical = text.toWellFormed().replace(/\r\n?|\n/g, crlf);
  const encoded = Buffer.from(canonical, 'utf8')
    .toString('base64')
    .replace(/.{76}(?!$)/g, `$&${crlf}`);
  return [`Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', '', encoded].join(crlf);
}
