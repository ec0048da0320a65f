import type { CelProblem } from './cel-problem.ts';

/** A parser's error in kind words, at the place where reading stopped. */
export function celSyntaxProblem(source: string, error: unknown): CelProblem {
  const offset = offsetOfSyntaxError(error);
  const rest = source.slice(offset);
  const label = /\.\s*([^\s\x20-\x7e][^\s.=!<>&|()[\]]*)/u.exec(source);
  if (label !== null && label.index <= offset) {
    const name = label[1] ?? '';
    return {
      offset: label.index,
      message: {
        ja: `日本語の列名は customer["${name}"] のように [" "] で囲んでください。`,
        en: `Put column labels between [" "]: customer["${name}"].`,
      },
    };
  }
  if (/^=(?!=)/.test(rest)) {
    return { offset, message: { ja: '等しいことは == で書いてください。', en: 'Write == to compare.' } };
  }
  const word = /^(and|or|not)\b/i.exec(rest)?.[1]?.toLowerCase();
  if (word !== undefined) {
    const sign = word === 'and' ? '&&' : word === 'or' ? '||' : '!';
    return {
      offset,
      message: { ja: `${word} は ${sign} と書いてください。`, en: `Write ${sign} instead of ${word}.` },
    };
  }
  return {
    offset,
    message: {
      ja: '式として読めません。ここから先の書き方を確かめてください（例: customer.productA && years >= 3）。',
      en: 'This is not a condition from here on. An example: customer.productA && years >= 3',
    },
  };
}

function offsetOfSyntaxError(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('location' in error)) return 0;
  const { location } = error;
  if (typeof location !== 'object' || location === null || !('start' in location)) return 0;
  const { start } = location;
  if (typeof start !== 'object' || start === null || !('offset' in start)) return 0;
  return typeof start.offset === 'number' ? start.offset : 0;
}
