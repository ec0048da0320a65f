import { findImportKind, type ImportKind, knownFileNames } from '../../domain/import/find-import-kind.ts';
import { type RowProblem, rejection } from '../../domain/import/import-problem.ts';
import type { LocalizedText } from '../../domain/locale.ts';
import type { RecordModel } from '../../domain/records/record-model.ts';

/** What a file of this name holds, or why that cannot be said. */
export function placeFile(
  model: RecordModel,
  file: string,
):
  | Extract<ImportKind, { readonly kind: 'records' | 'events' }>
  | { readonly kind: 'unplaced'; readonly problem: RowProblem } {
  const found = findImportKind(model, file);
  if (found.kind === 'records' || found.kind === 'events') return found;
  return {
    kind: 'unplaced',
    problem: rejection(1, '', '', found.kind === 'other-format' ? otherFormat : unknownName(model)),
  };
}

const otherFormat: LocalizedText = {
  ja: 'この形式のファイルは取り込めません（.xls、.ods、.pdf、.zipなど）。Excelの「名前を付けて保存」で「Excelブック（.xlsx）」か「CSV UTF-8（コンマ区切り）」を選び、そのファイルを入れてください。',
  en: 'Files of this format (.xls, .ods, .pdf, .zip …) cannot be imported. Save it in Excel as "Excel Workbook (.xlsx)" or "CSV UTF-8 (Comma delimited)" and upload that file.',
};

function unknownName(model: RecordModel): LocalizedText {
  const names = knownFileNames(model);
  return {
    ja: `ファイル名から種類が分かりません。次のどれかの名前にしてください: ${names.join('、')}`,
    en: `The file name does not say what it holds. Use one of these names: ${names.join(', ')}`,
  };
}
