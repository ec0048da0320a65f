import type { YAMLError } from 'yaml';
import type { LocalizedText } from '../locale.ts';

export const mapWanted: LocalizedText = {
  ja: '設定は「name: …」のように、項目名とコロンで書いてください。',
  en: 'The settings must be written as names and values, such as "name: …".',
};

export const aliasMessage: LocalizedText = {
  ja: '& や * で始まる値は使えません。文字として使うときは " " で囲んでください。',
  en: 'Values that begin with & or * cannot be used. To use them as text, put them between " ".',
};

/** For a text that begins with `{{` and has no quotes. */
export function quoteMessage(key: string, typed: string): LocalizedText {
  const [uncommented = ''] = typed.split(/(?<!\s)\s+#/, 1);
  const text = uncommented.trimEnd();
  // Quotes of the other kind, where the text has some of its own.
  const quote = text.includes('"') ? "'" : '"';
  return {
    ja: `{{ で始まる文は " " で囲んでください（例: ${key}: ${quote}${text}${quote}）。`,
    en: `Text that begins with {{ must stand between quotes, such as ${key}: ${quote}${text}${quote}`,
  };
}

/** For a text that begins with a sign which YAML keeps for itself. */
export function signMessage(sign: string): LocalizedText {
  return {
    ja: `${sign} で始まる文は " " で囲んでください。`,
    en: `Text that begins with ${sign} must stand between " ".`,
  };
}

/** A parser's error in kind words, and where to look. */
export function yamlMessage(
  error: YAMLError,
  source: string,
): { readonly offset: number; readonly message: LocalizedText } {
  const offset = error.pos[0];
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return { offset, message: { ja: '同じ項目が二度書かれています。', en: 'This setting appears twice.' } };
    case 'TAB_AS_INDENT':
      return {
        offset,
        message: { ja: '字下げにはタブではなく空白を使ってください。', en: 'Indent with spaces, not with tabs.' },
      };
    case 'BAD_INDENT':
      return {
        offset,
        message: { ja: '字下げがそろっていません。', en: 'The indentation does not fit the lines above.' },
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        offset,
        message: {
          ja: 'コロンと空白（: ）を含む文は " " で囲んでください。',
          en: 'Text that contains a colon and a blank must stand between " ".',
        },
      };
    case 'MULTILINE_IMPLICIT_KEY':
      return { offset, message: noColon };
    case 'BAD_SCALAR_START':
      return { offset, message: signMessage(source.charAt(offset)) };
    case 'MISSING_CHAR':
      return { offset, message: missingCharacter(error.message) };
    case 'BAD_DQ_ESCAPE':
      return {
        offset,
        message: {
          ja: '" " の中で \\ は使えません。\' \' で囲んでください。',
          en: '\\ has a meaning of its own between " ". Use \' \' instead.',
        },
      };
    default:
      return {
        offset,
        message: {
          ja: 'ここが読めません。文を " " で囲むと直ることがあります。',
          en: 'This cannot be read. Putting the text between " " often helps.',
        },
      };
  }
}

const noColon: LocalizedText = {
  ja: '「項目名: 値」の形になっていません。: と空白があるか確かめてください。',
  en: 'This is not "name: value". Is there a colon, and a blank after it?',
};

function missingCharacter(message: string): LocalizedText {
  if (message.startsWith('Implicit')) return noColon;
  if (/["']/.test(message) || message.includes('quote')) {
    return { ja: '引用符が閉じられていません。', en: 'A closing quote is missing.' };
  }
  if (/[}\]]/.test(message)) return { ja: '括弧が閉じられていません。', en: 'A closing bracket is missing.' };
  return { ja: '記号が足りません。', en: 'A sign is missing here.' };
}
