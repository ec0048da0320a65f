import type { SendRef } from '../send-log/send-row.ts';

/** SES takes at most so many characters as a tag's value (API reference, MessageTag). */
const longestValue = 256;

/** Tags as an event carries them: several values under a name, ours being one each. */
export type EventTags = Readonly<Record<string, readonly string[]>>;

/** Which send, and which attempt at it from 1, a mail's tags name. */
export interface TaggedSend {
  readonly row: SendRef;
  readonly attempt: number;
}

/**
 * Tags by which SES's events find their row again: ids as base64url, since tags allow only letters, digits, `-` and `_`.
 * A value that is too long goes on in further tags: `key`, `key2`, `key3`.
 */
export function tagsOf(
  campaign: string,
  { customer, key }: SendRef,
  attempt: number,
): Readonly<Record<string, string>> {
  return { campaign, ...spread('customer', customer), ...spread('key', key), attempt: String(attempt) };
}

/** The inverse of `tagsOf`; undefined for tags of anything else. */
export function readTags(tags: EventTags): TaggedSend | undefined {
  const row = { customer: gather('customer', tags), key: gather('key', tags) };
  const attempt = only(tags.attempt);
  if (row.customer === '' || row.key === '' || !/^[1-9]\d{0,5}$/.test(attempt)) return undefined;
  return { row, attempt: Number(attempt) };
}

function spread(name: string, text: string): Readonly<Record<string, string>> {
  const value = Buffer.from(text).toString('base64url');
  const parts = value.match(new RegExp(`.{1,${longestValue}}`, 'g')) ?? [''];
  return Object.fromEntries(parts.map((part, n) => [nthName(name, n), part]));
}

function gather(name: string, tags: EventTags): string {
  let value = '';
  for (let n = 0; only(tags[nthName(name, n)]) !== ''; n += 1) value += only(tags[nthName(name, n)]);
  return Buffer.from(value, 'base64url').toString('utf8');
}

function nthName(name: string, n: number): string {
  return n === 0 ? name : `${name}${n + 1}`;
}

function only(values: readonly string[] | undefined): string {
  return values?.length === 1 ? (values[0] ?? '') : '';
}
