import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingMail } from '../../ports.ts';
import { InvalidMailError } from './invalid-mail-error.ts';
import { mailboxText, subjectText } from './mail-header.ts';

/**
 * A mail as it goes over the wire: multipart/alternative (text, HTML), UTF-8 in base64, CRLF only, lines of at most 998.
 * One-click headers by RFC 8058 when it can be unsubscribed. Rejects with InvalidMailError.
 */
export async function composeMime(mail: OutgoingMail, dateMs: number): Promise<Buffer> {
  const { from, to, replyTo, subject, text, html, unsubscribeUrl } = mail;
  const root = new MailComposer({
    from,
    to,
    ...(replyTo && { replyTo }),
    subject: subjectText(subject),
    date: new Date(dateMs),
    headers: {
      ...(unsubscribeUrl !== undefined && unsubscribeHeaders(unsubscribeUrl)),
      'Auto-Submitted': 'auto-generated',
      // Nothing, so that none is made up: SES writes its own.
      'Message-ID': { value: '' },
    },
    // Not `text` and `html`, which leave an empty part out.
    alternatives: [
      { contentType: 'text/plain; charset=utf-8', content: canonical(text) },
      { contentType: 'text/html; charset=utf-8', content: canonical(html) },
    ],
    encoding: 'base64',
    textEncoding: 'base64',
    // Base64 has no `-` and no `_`, so the boundary occurs in neither part and need not be random.
    baseBoundary: 'fushime',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  // nodemailer would break a name in two after 10 kanji already, and leave what looks like an encoded word in it.
  const mailboxes = Object.entries({ From: from, To: to, ...(replyTo && { 'Reply-To': replyTo }) });
  const prepared = new Map(mailboxes.map(([header, mailbox]) => [header, mailboxText(header, mailbox)]));
  const encodeHeaderValue = root.encodeHeaderValue.bind(root);
  root.encodeHeaderValue = (header, value) => prepared.get(header) ?? encodeHeaderValue(header, value);
  return root.build();
}

function unsubscribeHeaders(url: string) {
  // A URL cannot be folded, so it must fit on a line with its header's name.
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(url) || /[<>,]/.test(url) || url.length > 900) {
    throw new InvalidMailError('The unsubscribe URL cannot stand in a header');
  }
  return {
    // Prepared, or it would be folded right after the colon, which not every reader undoes.
    'List-Unsubscribe': { prepared: true, value: `<${url}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

// Mail's line end is CRLF, in encoded text too (RFC 2045 §6.8); a lone CR or LF would come out differently everywhere.
function canonical(text: string): string {
  return text.toWellFormed().replace(/\r\n?|\n/g, '\r\n');
}
