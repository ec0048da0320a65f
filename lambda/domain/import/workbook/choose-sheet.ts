import type { LocalizedText } from '../../locale.ts';
import { normalizeLabel } from '../../records/record-model.ts';
import type { Sheet } from './read-contents.ts';

/** A sheet that is to be read, and the names of those that have something in them and are not. */
export interface SheetChoice {
  readonly sheet: Sheet;
  readonly others: readonly string[];
}

/**
 * Of the visible sheets that have anything in them, the one with a wanted name, else the first. Undefined when all are
 * empty. Hidden sheets hold lists and workings, and are not read.
 */
export async function chooseSheet(
  sheets: readonly Sheet[],
  wantedNames: readonly string[],
  hasCells: (sheet: Sheet) => Promise<boolean>,
): Promise<SheetChoice | undefined> {
  const filled: Sheet[] = [];
  for (const sheet of sheets) if (!sheet.isHidden && (await hasCells(sheet))) filled.push(sheet);
  const wanted = new Set(wantedNames.map(normalizeLabel));
  const sheet = filled.find(({ name }) => wanted.has(normalizeLabel(name))) ?? filled[0];
  return sheet && { sheet, others: filled.filter((each) => each !== sheet).map(({ name }) => name) };
}

/** What to tell of the sheets that were not read. */
export function otherSheets(read: string, others: readonly string[]): LocalizedText {
  return {
    ja: `シート「${read}」だけを読みました。ほかのシート（${others.join('、')}）は読んでいません。必要なら、シートごとに別のファイルにしてください。`,
    en: `Only the sheet "${read}" was read, not the others (${others.join(', ')}). If they are needed, put each into a file of its own.`,
  };
}
