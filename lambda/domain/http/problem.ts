import type { Locale, LocalizedText } from '../locale.ts';

/** One thing wrong in what was sent: where, and what to do. It quotes no values. */
export interface ProblemDetail {
  readonly path: string;
  readonly detail: string;
}

/** Why a request was not done. */
export type ProblemKind = keyof typeof problems;

/** A problem as RFC 9457 writes it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
}

/** The problem in words. `more` follows the detail. */
export function problemOf(
  kind: ProblemKind,
  locale: Locale,
  { more, errors }: { readonly more?: LocalizedText; readonly errors?: readonly ProblemDetail[] } = {},
): Problem {
  const { status, title, detail } = problems[kind];
  return {
    type: `urn:fushime:problem:${kind}`,
    title: title[locale],
    status,
    detail: detail[locale] + (more === undefined ? '' : (locale === 'en' ? ' ' : '') + more[locale]),
    ...(errors && { errors }),
  };
}

interface ProblemWords {
  readonly status: 400 | 401 | 404 | 405 | 409 | 413 | 415 | 422 | 500;
  readonly title: LocalizedText;
  readonly detail: LocalizedText;
}

const problems = {
  unauthorized: {
    status: 401,
    title: { ja: '認証できません', en: 'Not authorized' },
    detail: {
      ja: 'Authorization: Bearer に、このステージのAPIキーを付けてください。',
      en: "Send this stage's API key as Authorization: Bearer.",
    },
  },
  'not-found': {
    status: 404,
    title: { ja: '見つかりません', en: 'Not found' },
    detail: {
      ja: 'ここにあるのは POST /v1/events と POST /v1/import です。',
      en: 'What there is: POST /v1/events and POST /v1/import.',
    },
  },
  'only-post': {
    status: 405,
    title: { ja: 'POSTだけを受け付けます', en: 'Only POST' },
    detail: { ja: 'このアドレスにはPOSTで送ってください。', en: 'Send it by POST.' },
  },
  'media-type': {
    status: 415,
    title: { ja: 'この形式は受け取れません', en: 'Unsupported media type' },
    detail: {
      ja: 'Content-Typeを確かめてください。受け取れるもの：',
      en: 'Check the Content-Type. Accepted here:',
    },
  },
  'too-large': {
    status: 413,
    title: { ja: '大きすぎます', en: 'Too large' },
    detail: {
      ja: '送れる大きさを超えています。',
      en: 'It is larger than this address takes.',
    },
  },
  'not-json': {
    status: 400,
    title: { ja: 'JSONとして読めません', en: 'Not JSON' },
    detail: { ja: '本文をJSONとして読めません。', en: 'The body cannot be read as JSON.' },
  },
  encoding: {
    status: 400,
    title: { ja: '文字が壊れています', en: 'Wrong encoding' },
    detail: {
      ja: '本文がUTF-8ではないか、途中で文字が壊れています。',
      en: 'The body is not UTF-8, or was damaged on its way.',
    },
  },
  empty: {
    status: 400,
    title: { ja: '本文が空です', en: 'Empty' },
    detail: { ja: '送るものがありません。', en: 'There is nothing in the body.' },
  },
  'invalid-events': {
    status: 422,
    title: { ja: 'イベントに誤りがあります', en: 'Invalid events' },
    detail: {
      ja: '一件でも誤りがあれば、どれも受け付けません。直してもう一度送ってください。',
      en: 'Nothing was accepted, as not everything is right. Correct it and send it again.',
    },
  },
  file: {
    status: 422,
    title: { ja: 'ファイル名が分かりません', en: 'Unknown file' },
    detail: {
      ja: '「?file=」に、取り込むファイルの名前を付けてください。',
      en: 'Name the file to import in ?file=.',
    },
  },
  mode: {
    status: 422,
    title: { ja: 'modeが分かりません', en: 'Unknown mode' },
    detail: {
      ja: '「mode=full」（全件同期）か、何も付けないかのどちらかです。イベントに全件同期はありません。',
      en: 'It is mode=full (the file is the whole of its type), or left out. Events have no such mode.',
    },
  },
  content: {
    status: 422,
    title: { ja: '中身が違います', en: 'Unexpected content' },
    detail: { ja: '中身がファイル名や形式と合いません。', en: 'The content is not what the name or type says.' },
  },
  incomplete: {
    status: 422,
    title: { ja: '全件ではありません', en: 'Not everything' },
    detail: {
      ja: '続きがあるデータ（@odata.nextLink）は全件同期に使えません。「複数の項目の取得」の改ページをオンにしてください。',
      en: 'There is more (@odata.nextLink), so this is not the whole. Turn on pagination in "Get items".',
    },
  },
  'bad-key': {
    status: 400,
    title: { ja: 'Idempotency-Keyが読めません', en: 'Invalid Idempotency-Key' },
    detail: { ja: '1〜255文字の半角英数記号にしてください。', en: 'Make it 1 to 255 printable ASCII characters.' },
  },
  'key-reused': {
    status: 422,
    title: { ja: 'このIdempotency-Keyは使われています', en: 'Idempotency-Key already used' },
    detail: {
      ja: '同じキーで別の内容が24時間以内に送られました。内容が違うなら、別のキーにしてください。',
      en: 'Something else was sent under this key within the last 24 hours. Use another key for another request.',
    },
  },
  'under-way': {
    status: 409,
    title: { ja: '処理中です', en: 'Under way' },
    detail: {
      ja: '同じキーの処理がまだ終わっていません。しばらくしてからもう一度送ってください。',
      en: 'The request with this key is still being worked on. Send it again in a moment.',
    },
  },
  failed: {
    status: 500,
    title: { ja: '受け付けられませんでした', en: 'Failed' },
    detail: {
      ja: '一時的な障害です。しばらくしてからもう一度送ってください。',
      en: 'Something failed here. Send it again in a moment.',
    },
  },
} satisfies Readonly<Record<string, ProblemWords>>;
