import type { LocalizedText } from '../locale.ts';

const MAX_ID_CHARS = 64;
// '#' separates the parts of keys in every table.
const UNUSABLE = /[\p{Cc}\p{Cf}#\uFFFD]/u;

/** Why a text cannot be a record's id, and what to do; undefined when it can. */
export function whyNotAnId(text: string): LocalizedText | undefined {
  if (text === '') return { ja: 'IDが空です。IDを入れてください。', en: 'The id is empty. Fill it in.' };
  if (text.length > MAX_ID_CHARS) {
    return {
      ja: `IDが長すぎます。${MAX_ID_CHARS}文字以内にしてください。`,
      en: `The id is too long. Use at most ${MAX_ID_CHARS} characters.`,
    };
  }
  if (UNUSABLE.test(text)) {
    return {
      ja: 'IDに使えない文字（#、改行、見えない文字など）があります。取り除いてください。',
      en: 'The id contains a character that ids cannot have (#, a line break, an invisible character). Remove it.',
    };
  }
  return undefined;
}
