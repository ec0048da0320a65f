import { UnreadableFile } from '../unreadable-file.ts';

/** A package that is cut off, altered, or not as Excel writes it. */
export function damaged(cause?: unknown): UnreadableFile {
  return new UnreadableFile(
    {
      ja: 'Excelブックが壊れているため読めません。Excelで開き、「名前を付けて保存」で保存し直したファイルを入れてください。',
      en: 'The workbook is damaged and cannot be read. Open it in Excel, save it under a new name, and upload that file.',
    },
    cause,
  );
}

/** More than the limits allow. */
export function tooLarge(): UnreadableFile {
  return new UnreadableFile({
    ja: 'Excelブックが大きすぎるため読めません。Excelの「名前を付けて保存」で「CSV UTF-8（コンマ区切り）」を選び、そのファイルを入れてください。',
    en: 'The workbook is too large to be read. Save the sheet as "CSV UTF-8 (Comma delimited)" and upload that file.',
  });
}

/** Encrypted, as by "encrypt with password". */
export function protectedByPassword(): UnreadableFile {
  return new UnreadableFile({
    ja: 'パスワードで保護されたファイルは読めません。Excelで開き、パスワードを外して保存したファイルを入れてください。',
    en: 'The file is protected by a password. Open it in Excel, remove the password, and upload that file.',
  });
}

/** The format of Excel 97-2003, whatever the file is called. */
export function oldFormat(): UnreadableFile {
  return new UnreadableFile({
    ja: '古い形式（.xls）のExcelファイルは読めません。Excelの「名前を付けて保存」で「Excelブック（.xlsx）」か「CSV UTF-8（コンマ区切り）」を選び、そのファイルを入れてください。',
    en: 'This is an Excel file of the old format (.xls). Save it as .xlsx or as "CSV UTF-8 (Comma delimited)" and upload that file.',
  });
}

/** Called .xlsx, and something else. */
export function notAWorkbook(): UnreadableFile {
  return new UnreadableFile({
    ja: '名前は.xlsxですが、中身はExcelブックではありません。CSVなら名前の末尾を.csvに変え、そうでなければExcelで開いて「Excelブック（.xlsx）」として保存し直してください。',
    en: 'The file is called .xlsx but is not a workbook. If it is a CSV file, rename it to .csv; otherwise open it in Excel and save it as .xlsx.',
  });
}

/** A package of another program, or a workbook kind that has no XML sheets (.xlsb). */
export function withoutSheets(): UnreadableFile {
  return new UnreadableFile({
    ja: 'Excelブックのシートが見つかりません。ZIPファイルなら展開し、中のファイルを1つずつ入れてください。Excelブックなら、Excelの「名前を付けて保存」で「Excelブック（.xlsx）」を選び、そのファイルを入れてください。',
    en: 'No sheet of an Excel workbook was found in it. If it is a zip file, unpack it and upload its files one by one; if it is a workbook, save it as "Excel Workbook (.xlsx)" and upload that file.',
  });
}
