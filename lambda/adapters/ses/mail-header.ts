import { encodeWord, quoteString } from 'nodemailer/lib/mime-funcs';
import { toWireAddress } from '../../domain/mail-address.ts';
import type { Mailbox } from '../../domain/message/outgoing-mail.ts';
import { InvalidMailError } from './invalid-mail-error.ts';

// nodemailer folds a header that is longer; up to it, nothing is folded right after the colon.
const longestLine = 75;
const longestPlainRun = 60;
// Line ends and other controls would end the header; the bidirectional overrides could show a sender who is not.
const controls = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** A subject in one line, ready to be folded: encoded (RFC 2047) where it has to be. */
export function subjectText(subject: string): string {
  const text = readable(subject);
  return isPlain(text) ? text : encode('Subject', text);
}

/** The value of a header of one address, ready to be folded. Throws InvalidMailError when the address cannot be mailed. */
export function mailboxText(header: string, mailbox: Mailbox): string {
  const address = wireAddress(mailbox);
  const name = readable(mailbox.name);
  return name === '' ? address : `${nameText(header, name)} <${address}>`;
}

/** The mailbox's address as SES takes it. Throws InvalidMailError when it cannot be mailed. */
export function wireAddress({ address }: Mailbox): string {
  const wire = toWireAddress(address);
  if (wire === undefined) throw new InvalidMailError('The address cannot be mailed');
  return wire;
}

function readable(text: string): string {
  return text.toWellFormed().replace(controls, ' ').trim();
}

function nameText(header: string, name: string): string {
  if (/^\w+(?: \w+)*$/.test(name) && isPlain(name)) return name;
  // A long quoted name would have to be folded inside its quotes, which not every reader undoes.
  const quoted = quoteString(name);
  if (/^[\x20-\x7e]+$/.test(quoted) && quoted.length <= longestPlainRun && !name.includes('=?')) return quoted;
  return encode(header, name);
}

// Words are as long as the header's first line allows, which keeps within RFC 2047's 75: Python's email package reads a
// blank between two encoded words of a name (CPython issue 128110), so a name should fit in one (14 kanji).
function encode(header: string, text: string): string {
  return encodeWord(text, 'B', longestLine - `${header}: `.length);
}

// Text that looks like an encoded word must be encoded itself, or it would be read as what it looks like.
function isPlain(text: string): boolean {
  return (
    /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/.test(text) &&
    !text.includes('=?') &&
    text.split(' ').every((run) => run.length <= longestPlainRun)
  );
}
