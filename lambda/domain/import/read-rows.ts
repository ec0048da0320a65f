import type { RecordTypeModel } from '../records/record-model.ts';
import { baseName } from './find-import-kind.ts';
import { joinHeadings } from './join-headings.ts';
import { notATable, otherKindOf } from './other-kind.ts';
import { readTable } from './read-table.ts';
import type { TableRow } from './row-reader.ts';
import { belowTitles, skipTitles } from './skip-titles.ts';
import type { UnreadableFile } from './unreadable-file.ts';
import { readWorkbook } from './workbook/read-workbook.ts';
import { MAX_WORKBOOK_BYTES } from './workbook/workbook-limits.ts';
import { notAWorkbook, oldFormat, protectedByPassword, tooLarge } from './workbook/workbook-problems.ts';

const HEAD_BYTES = 64;
const ZIP = [0x50, 0x4b, 0x03, 0x04];
// An OLE container: Excel 97-2003, or an encrypted workbook ([MS-CFB] 2.2, [MS-OFFCRYPTO] 2.3.4).
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ENCRYPTED_STREAM = Buffer.from('EncryptedPackage', 'utf16le');

/**
 * The rows of a file, some at a time: of text (CSV, TSV, `;`) or of an Excel workbook, which its first bytes tell, not its
 * name. Rows of text stream; a workbook is held compressed. `warnings` of rows are for whoever is told of the import.
 * With `type`, a workbook's sheet of its name goes first, and Exment's views and titles above the headings are known by its labels. Throws UnreadableFile
 * when it cannot be read as a table.
 */
export function readRows(
  fileName: string,
  bytes: AsyncIterable<Uint8Array>,
  type?: RecordTypeModel,
): AsyncGenerator<readonly TableRow[]> {
  const sheetNames = type === undefined ? [] : [type.type, ...type.labels, ...type.files];
  return joinHeadings(readAnyRows(fileName, bytes, [...sheetNames, stemOf(fileName)], type), type);
}

async function* readAnyRows(
  fileName: string,
  bytes: AsyncIterable<Uint8Array>,
  sheetNames: readonly string[],
  type: RecordTypeModel | undefined,
): AsyncGenerator<readonly TableRow[]> {
  const source = bytes[Symbol.asyncIterator]();
  try {
    const head = await takeHead(source);
    const whole = rest(head, source);
    const other = otherKindOf(head);
    if (startsWith(head, ZIP)) yield* readWorkbook(await readAll(whole), sheetNames, type);
    else if (startsWith(head, OLE)) throw await whyOle(whole);
    else if (other !== undefined) throw notATable(other);
    else if (head.length > 0 && /\.xls[xm]$/i.test(fileName)) throw notAWorkbook();
    else yield* skipTitles(readTable(whole), type, { cellsOf, headingBelow });
  } finally {
    await source.return?.();
  }
}

function cellsOf(row: TableRow): readonly string[] {
  return 'cells' in row ? row.cells : [row.text];
}

function headingBelow(heading: TableRow): TableRow {
  if (!('cells' in heading)) return heading;
  return { ...heading, warnings: [...(heading.warnings ?? []), belowTitles(heading.row)] };
}

async function takeHead(source: AsyncIterator<Uint8Array>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < HEAD_BYTES) {
    const { done, value } = await source.next();
    if (done === true) break;
    head = Buffer.concat([head, value]);
  }
  return head;
}

async function* rest(head: Uint8Array, source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
}

async function readAll(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of bytes) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_WORKBOOK_BYTES) throw tooLarge();
    // A copy: the source may use its buffer again once we ask for more.
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

async function whyOle(bytes: AsyncIterable<Uint8Array>): Promise<UnreadableFile> {
  const all = Buffer.from(await readAll(bytes));
  return all.includes(ENCRYPTED_STREAM) ? protectedByPassword() : oldFormat();
}

function startsWith(head: Uint8Array, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte);
}

function stemOf(fileName: string): string {
  return baseName(fileName).replace(/\.[^.]*$/, '');
}
