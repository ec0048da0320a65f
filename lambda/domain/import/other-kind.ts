import { UnreadableFile } from './unreadable-file.ts';

/** What files begin with that are no tables, and get their names changed. Of archives, zip files are looked into elsewhere. */
const beginnings: readonly (readonly [kind: string, begins: RegExp])[] = [
  ['PDF', /^%PDF-/],
  ['PNG', /^\x89PNG/],
  ['JPEG', /^\xff\xd8\xff/],
  ['GIF', /^GIF8[79]a/],
  ['RTF', /^\{\\rtf/],
  ['7-Zip', /^7z\xbc\xaf/],
  ['RAR', /^Rar!/],
  // Web systems call it .xls or .csv, as Excel opens it.
  ['HTML', /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|meta|table)[\s>]/i],
  ['XML', /^(?:\xef\xbb\xbf)?\s*<\?xml\s/],
];

/** What a file is by its first bytes, when that is no table for certain. */
export function otherKindOf(head: Uint8Array): string | undefined {
  const text = Buffer.from(head).toString('latin1');
  return beginnings.find(([, begins]) => begins.test(text))?.[0];
}

/** A file of another kind, whatever it is called. */
export function notATable(kind: string): UnreadableFile {
  return new UnreadableFile({
    ja: `表のファイルではありません（中身は${kind}です）。元の表を、Excelの「名前を付けて保存」で「Excelブック（.xlsx）」か「CSV UTF-8（コンマ区切り）」として保存し、そのファイルを入れてください。`,
    en: `The file is no table: what is in it is ${kind}. Save the table itself as "Excel Workbook (.xlsx)" or "CSV UTF-8 (Comma delimited)" and upload that file.`,
  });
}
