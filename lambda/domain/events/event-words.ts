import type { LocalizedText } from '../locale.ts';

/** What an event tells, as far as its shape goes. */
export type EventShape = 'record' | 'deletion' | 'happening';

/** What to do about a part of an event that has not the shape it should have, by the name of the part. */
export function wordsFor(part: string, kind: EventShape): LocalizedText {
  if (part === '') return shapes[kind];
  if (part === 'customer' && kind === 'happening') return customerOfHappening;
  return byPart.get(part) ?? (kind === 'happening' || kind === 'deletion' ? shapes[kind] : plainValue);
}

/** A part that the format does not have. */
export function unknownPart(kind: EventShape): LocalizedText {
  const isFree = kind === 'happening';
  return {
    ja: `この形式にない項目です。名前を確かめるか、取り除いてください${isFree ? '（自由な内容は data の中に書けます）' : ''}。`,
    en: `The format has no such part. Check its name or remove it${isFree ? '; whatever you like can stand in data' : ''}.`,
  };
}

/** More than one event can say. */
export const tooLarge: LocalizedText = {
  ja: '内容が大きすぎます。256KB以内にしてください（長い文章やファイルは、内容の代わりにURLを書いてください）。',
  en: 'It is too large. Keep it within 256 KB; in place of long texts and files, send links to them.',
};

/** A record type that the stage does not have. */
export const unknownType: LocalizedText = {
  ja: 'この種類のレコードはありません。customer や contract など、設定にある種類のキーかラベルを書いてください。',
  en: 'There is no such record type. Write the key or label of one that the stage has, such as customer or contract.',
};

/** It does not say whose event it is. */
export const nobody: LocalizedText = {
  ja: '誰のイベントか分かりません。customer（顧客ID）か email を書いてください。',
  en: 'It does not say whose event it is. Give customer (the id) or email.',
};

/** The customer of an event is not known, also not some minutes later. */
export const unknownCustomer: LocalizedText = {
  ja: 'この顧客が登録されていません。顧客を登録してから、デッドレターキューのメッセージを戻してください。',
  en: 'There is no such customer. Send or import the customer, then redrive the message from the dead-letter queue.',
};

/** Several customers have the address that an event gives. */
export const severalCustomers: LocalizedText = {
  ja: 'このメールアドレスの顧客が複数います。customer（顧客ID）で指定してください。',
  en: 'Several customers have this address. Give customer (the id).',
};

const plainValue: LocalizedText = {
  ja: '値は文字列・数・true/false・null のどれかで書いてください（入れ子や配列は使えません）。',
  en: 'Write a text, a number, true, false or null; objects and lists are not taken.',
};

const shapes = {
  record: {
    ja: '{"customer":{"id":"…",…} } または {"type":"…","record":{"id":"…",…} } の形で書いてください。',
    en: 'Write {"customer":{"id":"…",…}} or {"type":"…","record":{"id":"…",…}}.',
  },
  deletion: {
    ja: '{"customer":{"id":"…"} } または {"type":"…","record":{"id":"…"} } の形で書いてください。',
    en: 'Write {"customer":{"id":"…"}} or {"type":"…","record":{"id":"…"}}.',
  },
  happening: {
    ja: '{"customer":"…","at":"…","data":{…} } の形で書いてください（customer の代わりに email も使えます）。',
    en: 'Write {"customer":"…","at":"…","data":{…}}; email can stand in place of customer.',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;

const unusableId: LocalizedText = {
  ja: '1〜64文字の文字列で書いてください（#、改行、見えない文字は使えません）。',
  en: 'Write a text of 1 to 64 characters without #, line breaks or invisible characters.',
};

const customerOfHappening: LocalizedText = {
  ja: 'customer には顧客ID（1〜64文字、# と改行は使えません）を書いてください。顧客のデータを送るときの detail-type は customer.upserted です。',
  en: 'Write the id of the customer (1 to 64 characters without # and line breaks). To send the data of a customer, the detail-type is customer.upserted.',
};

const byPart: ReadonlyMap<string, LocalizedText> = new Map<string, LocalizedText>([
  ['id', unusableId],
  ['type', { ja: 'レコードの種類を文字列で書いてください。', en: 'Write the record type as a text.' }],
  ['email', { ja: 'メールアドレスを文字列で書いてください。', en: 'Write the e-mail address as a text.' }],
  [
    'at',
    {
      ja: '日時を時差付きで書いてください（例: 2027-03-01T10:00:00+09:00）。',
      en: 'Write date, time and offset, such as 2027-03-01T10:00:00+09:00.',
    },
  ],
  ['data', { ja: '{"名前":"値"} の形で書いてください。', en: 'Write an object, {"name":"value"}.' }],
  [
    'detail-type',
    {
      ja: 'detail-type にはイベントの名前を1〜64文字で書いてください（例: document-downloaded）。',
      en: 'Write the name of the event, 1 to 64 characters, as detail-type, such as document-downloaded.',
    },
  ],
]);
