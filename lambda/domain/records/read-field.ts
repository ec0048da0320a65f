import { isMailableAddress } from '../mail-address.ts';
import { readDateText } from './read-date-text.ts';
import type { FieldValue } from './record.ts';
import type { FieldKind } from './record-model.ts';

/** What a column's text says. `value` is undefined for an empty cell; `ok: false` = the text is not of the column's kind. */
export type FieldReading = { readonly ok: true; readonly value: FieldValue | undefined } | { readonly ok: false };

const YES = new Set(['はい', 'true', 'yes', '1', '○', '◯', '〇', '有']);
const NO = new Set(['いいえ', 'false', 'no', '0', '×', '✕', '☓', '無']);
const NUMBER = /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;

/** What people cannot see and paste along: blanks of any width, zero-width characters, byte order marks, soft hyphens. */
const UNSEEN = /^[\s\u00AD\u200B-\u200F\u2060\uFEFF]+|[\s\u00AD\u200B-\u200F\u2060\uFEFF]+$/g;

/** Without anything at its ends that cannot be seen. */
export function trimWide(text: string): string {
  return text.replace(UNSEEN, '');
}

/**
 * Reads a cell as its column would: outer blanks dropped, full- and half-width alike for dates, numbers, yes/no and
 * addresses. Date-times with Z or an offset become the date in `timeZone`.
 */
export function readField(kind: FieldKind, text: string, timeZone: string): FieldReading {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: true, value: undefined };
  switch (kind) {
    case 'boolean':
      return readingOf(readYesNo(trimmed));
    case 'number':
      return readingOf(readNumber(trimmed));
    case 'date':
      return readingOf(readDateText(trimmed, timeZone));
    case 'email':
      return { ok: true, value: readAddress(trimmed) };
    case 'reference':
      return { ok: true, value: trimWide(trimmed) };
    case 'text':
    case 'url':
      return { ok: true, value: trimmed };
  }
}

/**
 * An address with its full-width letters made plain, as Japanese input methods leave them (ｙａｍａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ).
 * Only when it then is one that can be mailed, and as it stands is not: no good address is ever changed.
 */
export function readAddress(text: string): string {
  const trimmed = trimWide(text);
  const plain = trimmed.normalize('NFKC').replace(/[\u200B-\u200F\u2060\uFEFF]/g, '');
  return !isMailableAddress(trimmed) && isMailableAddress(plain) ? plain : trimmed;
}

function readYesNo(text: string): boolean | undefined {
  const word = text.normalize('NFKC').toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

function readNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace('−', '-');
  return NUMBER.test(plain) ? Number(plain.replaceAll(',', '')) : undefined;
}

function readingOf(value: FieldValue | undefined): FieldReading {
  return value === undefined ? { ok: false } : { ok: true, value };
}
