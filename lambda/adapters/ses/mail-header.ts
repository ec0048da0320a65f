import { encodeWord, foldLines, quoteString } from 'nodemailer/lib/mime-funcs';
import { toWireAddress } from '../../domain/mail-address.ts';
import { InvalidMailError } from './invalid-mail-error.ts';

/** A display name, which may be empty, and an address. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

const longestLine = 78;
const longestPlainRun = 60;
// Line ends and other controls would end the header; the bidirectional overrides could show a sender who is not.
const controls = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu;

/** One line of readable text: no controls, no broken surrogates, no outer blanks. */
export function headerText(text: string): string {
  return text.toWellFormed().replace(controls, ' ').trim();
}

/** An unstructured header such as Subject, encoded (RFC 2047) where it has to be, and folded. */
export function textHeader(name: string, text: string): string {
  return fold(`${name}: ${encodePhrase(headerText(text), wordLength(name))}`);
}

/** A header of one address. Throws InvalidMailError when the address cannot be mailed. */
export function mailboxHeader(name: string, mailbox: Mailbox): string {
  const address = wireAddress(mailbox);
  const displayName = headerText(mailbox.name);
  if (displayName === '') return `${name}: ${address}`;
  return fold(`${name}: ${encodeName(displayName, wordLength(name))} <${address}>`);
}

/** The mailbox's address as SES takes it. Throws InvalidMailError when it cannot be mailed. */
export function wireAddress({ address }: Mailbox): string {
  const wire = toWireAddress(address);
  if (wire === undefined) throw new InvalidMailError('The address cannot be mailed');
  return wire;
}

// foldLines looks for a blank within so many characters, and the blank itself goes to the next line.
function fold(header: string): string {
  return foldLines(header, longestLine + 1);
}

// As long as the header's first line allows, which keeps within RFC 2047's 75 too. Python's email package reads a blank between two encoded words
// of a name, so a name should fit in one (15 kanji).
function wordLength(header: string): number {
  return longestLine - header.length - 2;
}

function encodeName(name: string, wordLength: number): string {
  if (/^\w+(?: \w+)*$/.test(name) && isPlain(name)) return name;
  // A long quoted name would have to be folded inside its quotes, which not every reader undoes.
  if (/^[\x20-\x7e]+$/.test(name) && name.length <= longestPlainRun && !name.includes('=?')) return quoteString(name);
  return encodeWord(name, 'B', wordLength);
}

function encodePhrase(text: string, wordLength: number): string {
  return isPlain(text) ? text : encodeWord(text, 'B', wordLength);
}

// Text that looks like an encoded word must be encoded itself, or it would be read as what it looks like.
function isPlain(text: string): boolean {
  return (
    /^(?:[\x21-\x7e]+(?: [\x21-\x7e]+)*)?$/.test(text) &&
    !text.includes('=?') &&
    text.split(' ').every((run) => run.length <= longestPlainRun)
  );
}
