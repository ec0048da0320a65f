import type { LocalizedText } from '../../locale.ts';
import type { NumberFormat } from './number-format.ts';
import { numberText } from './number-text.ts';
import { unescapeText } from './unescape-text.ts';

/** A cell as the XML has it. `value` and `inline` are undefined where the element is missing. */
export interface RawCell {
  readonly type: string;
  readonly style: number;
  readonly isFormula: boolean;
  readonly value: string | undefined;
  readonly inline: string | undefined;
}

/** What the cells of a workbook share. */
export interface CellRules {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
}

/** The text of a cell, '' for an empty one, or why it has none. */
export type CellText = { readonly text: string } | { readonly wrong: LocalizedText; readonly text: string };

/** Reads a cell as Excel shows it (types: ECMA-376-1 18.18.11). Of a formula, the result that was last worked out. */
export function readCell(cell: RawCell, { strings, formats, is1904 }: CellRules): CellText {
  const { type, value } = cell;
  if (cell.isFormula && isMissing(cell)) return { wrong: withoutResult, text: '' };
  if (type === 'inlineStr') return { text: cell.inline ?? '' };
  if (value === undefined || value === '') return { text: '' };
  switch (type) {
    case 's': {
      const text = strings[Number(value)];
      return text === undefined ? { wrong: unreadableCell, text: value } : { text };
    }
    case 'str':
      return { text: unescapeText(value) };
    case 'b':
      return { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { wrong: errorValue(value), text: value };
    case 'd':
      return { text: value.trim().replace(/T00:00(?::00(?:\.0+)?)?$/, '') };
    default: {
      const number = value.trim() === '' ? Number.NaN : Number(value);
      if (!Number.isFinite(number)) return { wrong: unreadableCell, text: value };
      return { text: numberText(number, formats[cell.style] ?? { shows: 'number' }, is1904) };
    }
  }
}

/** Excel keeps each formula's result, an empty text included; programs that cannot reckon leave it out. */
function isMissing({ type, value, inline }: RawCell): boolean {
  return type === 'str' ? value === undefined : (value === undefined || value === '') && inline === undefined;
}

const withoutResult: LocalizedText = {
  ja: '数式の結果が保存されていません。ファイルをExcelで開いて保存し直すか、値だけを貼り付けてください。',
  en: 'The result of the formula was not saved. Open the file in Excel and save it again, or paste values only.',
};

const unreadableCell: LocalizedText = {
  ja: 'セルの値が読めません。セルの値を入れ直して、保存してください。',
  en: 'The value of the cell cannot be read. Type it again and save the file.',
};

function errorValue(value: string): LocalizedText {
  return {
    ja: `セルがエラー（${value}）になっています。数式か値を直してください。`,
    en: `The cell shows an error (${value}). Mend its formula or its value.`,
  };
}
