import * as z from 'zod/mini';
import { eventDue } from '../calendar/event-due.ts';
import type { Happening } from '../events/event-record.ts';
import type { LocalizedText } from '../locale.ts';
import { readAddress, trimWide } from '../records/read-field.ts';
import { type RowProblem, rejection } from './import-problem.ts';
import { whyNotAnId } from './record-id.ts';

/** Something that a customer did, known by id or by address. `at` is ISO with Z or an offset. */
export interface ImportedEvent extends Happening {
  /** The line of the file, from 1. */
  readonly row: number;
}

/** What a line of events.jsonl says: an event, or everything that is wrong with it. */
export type EventReading =
  | { readonly ok: true; readonly event: ImportedEvent }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };

const isId = (text: string) => whyNotAnId(text) === undefined;
const eventLine = z.object({
  id: z.string().check(z.overwrite(trimWide), z.refine(isId)),
  source: z.nullish(z.string().check(z.trim(), z.maxLength(256))),
  event: z.string().check(z.trim(), z.minLength(1), z.maxLength(64)),
  customer: z.nullish(
    z.string().check(
      z.overwrite(trimWide),
      z.refine((text) => text === '' || isId(text)),
    ),
  ),
  email: z.nullish(z.string().check(z.overwrite(readAddress))),
  at: z.string().check(z.trim(), z.refine(isInstant)),
  data: z.nullish(z.record(z.string(), z.unknown())),
});

/** Reads one line. The customer's id, where it is given, counts before the address. */
export function readEventLine(row: number, text: string): EventReading {
  const json = readJson(text);
  if (json === undefined) return { ok: false, problems: [rejection(row, '', text, notJson)] };
  const line = eventLine.safeParse(json.value);
  if (!line.success) {
    const keys = new Set(line.error.issues.map(({ path }) => String(path[0] ?? '')));
    return { ok: false, problems: [...keys].map((key) => rejection(row, key, valueAt(json.value, key), wrong(key))) };
  }
  const { id, source, event, customer, email, at, data } = line.data;
  if (!customer && !email) return { ok: false, problems: [rejection(row, 'customer', '', nobody)] };
  return {
    ok: true,
    event: {
      row,
      id,
      source: source ?? '',
      event,
      by: customer ? { customer } : { email: email ?? '' },
      at,
      data: data ?? {},
    },
  };
}

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** Whether a text is an instant of our times: date, time, and Z or an offset. */
export function isInstant(text: string): boolean {
  try {
    const { nominal } = eventDue(text, undefined, { atTime: '00:00', timeZone: 'UTC' });
    // Years of six digits, or before there were calendars, are mistakes that no schedule or page could be made of.
    return /^(?:19|20|21)\d\d-\d\d-\d\d$/.test(nominal);
  } catch {
    return false;
  }
}

function valueAt(json: unknown, key: string): string {
  const found = new Map(typeof json === 'object' && json !== null ? Object.entries(json) : []);
  const value = key === '' ? json : found.get(key);
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

function wrong(key: string): LocalizedText {
  return explanations.get(key) ?? notJson;
}

const unusableId: LocalizedText = {
  ja: '1〜64文字の文字列で書いてください（#、改行、見えない文字は使えません）。',
  en: 'Write a text of 1 to 64 characters without #, line breaks or invisible characters.',
};

const explanations: ReadonlyMap<string, LocalizedText> = new Map([
  ['id', unusableId],
  [
    'source',
    {
      ja: '送り元のシステムの名前を文字列で書いてください（256文字まで。なくても構いません）。',
      en: 'Write the name of the system that sends it as a text of up to 256 characters, or leave it out.',
    },
  ],
  ['customer', unusableId],
  [
    'event',
    {
      ja: 'イベントの名前を1〜64文字の文字列で書いてください（例: document-downloaded）。',
      en: 'Write the name of the event in 1 to 64 characters, such as document-downloaded.',
    },
  ],
  ['email', { ja: 'メールアドレスを文字列で書いてください。', en: 'Write the e-mail address as a text.' }],
  [
    'at',
    {
      ja: '日時を時差付きで書いてください（例: 2027-03-01T10:00:00+09:00）。',
      en: 'Write date, time and offset, such as 2027-03-01T10:00:00+09:00.',
    },
  ],
  ['data', { ja: '{"名前":"値"} の形で書いてください。', en: 'Write an object, {"name":"value"}.' }],
]);

const notJson: LocalizedText = {
  ja: 'JSONとして読めません。1行に1件、{"id":"…","event":"…","customer":"…","at":"…","data":{…}} の形で書いてください。',
  en: 'This is not JSON. Write one event a line: {"id":"…","event":"…","customer":"…","at":"…","data":{…}}.',
};

const nobody: LocalizedText = {
  ja: '誰のイベントか分かりません。customer（顧客ID）か email を書いてください。',
  en: 'It does not say whose event it is. Give customer (the id) or email.',
};
