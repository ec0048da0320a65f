import type { LocalizedText } from '../locale.ts';

/** A campaign file taken apart. Line breaks are LF; `bodyLine` is the file's line on which the body begins. */
export interface SplitFile {
  /** The front matter with a comment in the place of its first `---`, so that its lines are the file's lines. */
  readonly yaml: string;
  readonly body: string;
  readonly bodyLine: number;
}

/** What is wrong with the `---` lines, and on which line. */
export interface SplitProblem {
  readonly line: number;
  readonly message: LocalizedText;
}

// Five times what Gmail shows: no mail is longer, and reading anything at all has an end.
const MAX_LENGTH = 512 * 1024;
const FENCE = /^---[ \t]*$/;

/** Text as it is compiled: no byte order mark, line breaks LF. */
export function normalizeSource(source: string): string {
  return source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
}

/** Parts the front matter from the body of a normalized source. */
export function splitFrontMatter(source: string): SplitFile | SplitProblem {
  if (source.length > MAX_LENGTH) return { line: 1, message: tooLong };
  const lines = source.split('\n');
  if (!FENCE.test(lines[0] ?? '')) return { line: 1, message: missingFrontMatter };
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (end === -1) return { line: 1, message: unclosedFrontMatter };
  return {
    yaml: ['#', ...lines.slice(1, end)].join('\n'),
    body: lines.slice(end + 1).join('\n'),
    bodyLine: end + 2,
  };
}

const missingFrontMatter: LocalizedText = {
  ja: 'ファイルは --- の行で始め、その下に name などの設定を書いてください。',
  en: 'The file must begin with a line --- followed by its settings (name: … and so on).',
};

const unclosedFrontMatter: LocalizedText = {
  ja: '設定の終わりに --- の行がありません。本文の前に --- だけの行を入れてください。',
  en: 'The settings have no closing --- line. Put a line of only --- before the body.',
};

const tooLong: LocalizedText = {
  ja: 'ファイルが大きすぎます（512 KB まで）。',
  en: 'The file is too large (512 KB at most).',
};
