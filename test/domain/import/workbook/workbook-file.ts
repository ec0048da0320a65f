import { strToU8, zipSync } from 'fflate';

/** One sheet of a workbook to be made: its rows as XML, and what stands around them. */
export interface SheetXml {
  readonly name?: string;
  readonly rows: string;
  readonly state?: 'visible' | 'hidden' | 'veryHidden';
  /** What follows the rows, such as `<mergeCells>`. */
  readonly behind?: string;
}

/** A workbook to be made. `formats` are number format codes; the cell style 1 has the first of them, and so on. */
export interface WorkbookXml {
  readonly sheets: readonly SheetXml[];
  readonly formats?: readonly (string | number)[];
  /** `<si>` items as XML. */
  readonly strings?: readonly string[];
  readonly is1904?: boolean;
  /** Parts put in, or in place of others. */
  readonly parts?: Readonly<Record<string, string>>;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** The parts of a workbook as Excel writes them. */
export function workbookParts(workbook: WorkbookXml): Readonly<Record<string, string>> {
  const { sheets, formats = [], strings = [], is1904 = false, parts = {} } = workbook;
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${relation('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${[
      ...sheets.map((_, index) => relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`)),
      relation('rId900', 'sharedStrings', 'sharedStrings.xml'),
      relation('rId901', 'styles', '/xl/styles.xml'),
    ].join('')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${is1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(
        ({ name, state }, index) =>
          `<sheet name="${escapeXml(name ?? `Sheet${index + 1}`)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ''} r:id="rId${index + 1}"/>`,
      )
      .join('')}</sheets></workbook>`,
    ...Object.fromEntries(sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetXml(sheet)])),
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${strings.join('')}</sst>`,
    'xl/styles.xml': stylesXml(formats),
    ...parts,
  };
}

/** The bytes of a workbook. */
export function workbookFile(workbook: WorkbookXml): Uint8Array {
  return zipParts(workbookParts(workbook));
}

/** The bytes of a package with these parts; at level 0 they are not packed, and changing one leaves a sound zip. */
export function zipParts(parts: Readonly<Record<string, string>>, level: 0 | 6 = 6): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level });
}

/** The bytes of a workbook with one sheet of plain texts. */
export function plainWorkbook(rows: readonly (readonly string[])[]): Uint8Array {
  const xml = rows.map((cells, index) => row(index + 1, ...cells.map(inline))).join('');
  return workbookFile({ sheets: [{ rows: xml }] });
}

/** A row; cells without an address get theirs from their place. */
export function row(number: number, ...cells: readonly string[]): string {
  const placed = cells.map((cell, index) => cell.replace('<c', `<c r="${letters(index + 1)}${number}"`));
  return `<row r="${number}">${placed.filter((cell) => cell !== '').join('')}</row>`;
}

/** A cell with its text in it; '' for no cell at all. */
export function inline(text: string): string {
  return text === '' ? '' : `<c t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** A number in the cell style `style`. */
export function number(value: number | string, style = 0): string {
  return `<c s="${style}"><v>${value}</v></c>`;
}

/** Text as XML holds it. */
export function escapeXml(text: string): string {
  const controls = /[^\P{Cc}\t\n]|[\ufffe\uffff]|_(?=x[0-9a-fA-F]{4}_)/gu;
  return text
    .replace(controls, (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
}

function sheetXml({ rows, behind = '' }: SheetXml): string {
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${behind}<pageMargins left="0.7"/></worksheet>`;
}

function stylesXml(formats: readonly (string | number)[]): string {
  const own = formats.flatMap((format, index) => (typeof format === 'string' ? [{ id: 164 + index, format }] : []));
  const ids = formats.map((format, index) => (typeof format === 'string' ? 164 + index : format));
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="${own.length}">${own
    .map(({ id, format }) => `<numFmt numFmtId="${id}" formatCode="${escapeXml(format)}"/>`)
    .join('')}</numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs>${[0, ...ids]
    .map((id) => `<xf numFmtId="${id}" xfId="0"/>`)
    .join('')}</cellXfs></styleSheet>`;
}

function letters(column: number): string {
  const rest = Math.floor((column - 1) / 26);
  return (rest > 0 ? letters(rest) : '') + String.fromCharCode(65 + ((column - 1) % 26));
}
