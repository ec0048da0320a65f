import { itemsToCsv } from '../../domain/http/items-to-csv.ts';
import { findImportKind, type ImportKind, knownFileNames } from '../../domain/import/find-import-kind.ts';
import type { LocalizedText } from '../../domain/locale.ts';
import type { RecordTypeModel } from '../../domain/records/record-model.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { Clock, IdempotencyKeys, Log, UploadDrop } from '../../ports.ts';
import { type ApiAnswer, type Refusal, refuse } from './api-answer.ts';
import { type KeyedRequest, onceByKey } from './once-by-key.ts';
import { readItems } from './read-items.ts';
import { readText } from './read-json-body.ts';

/** What accepting files needs. */
export interface AcceptImportTools {
  readonly stage: Pick<StageConfig, 'recordModel'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly keys: IdempotencyKeys;
  readonly uploads: UploadDrop;
}

/** A file as it was posted. `mediaType` is without parameters, in small letters. */
export interface PostedFile extends KeyedRequest {
  readonly file: string | undefined;
  readonly mode: string | undefined;
  readonly mediaType: string;
}

/** The largest file, in bytes: Lambda takes 6 MB, in which files that are no text are a third longer. */
export const maxImportBytes = 4_500_000;

/** The media types that a file to import may have. */
export const importMediaTypes: ReadonlySet<string> = new Set([
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/json',
  'application/jsonl',
  'application/x-ndjson',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel.sheet.macroenabled.12',
  'application/octet-stream',
]);

interface Prepared {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly what: Readonly<Record<string, string | number>>;
  readonly warning?: LocalizedText;
}

/**
 * Puts a file where the import finds it, and answers `{ key, type, mode, … }`. A list of JSON objects is written as a CSV
 * file. What the rows are worth is told later, by the import's card.
 */
export async function acceptImport(tools: AcceptImportTools, request: PostedFile): Promise<ApiAnswer> {
  const prepared = prepare(tools, request);
  if ('problem' in prepared) return prepared;
  const { name, bytes, what, warning } = prepared;
  const isFull = request.mode === 'full';
  return onceByKey(tools, request, async (seed) => {
    const key = `imports/api/${seed}/${name}`;
    await tools.uploads.put(key, { bytes, isFull });
    tools.log.info('import-accepted', { ...what, isFull, sizeBytes: bytes.length, upload: seed });
    return { key, ...what, mode: isFull ? 'full' : 'update', ...(warning && { warning }) };
  });
}

function prepare(tools: AcceptImportTools, { file = '', mode, mediaType, body }: PostedFile): Prepared | Refusal {
  const { recordModel } = tools.stage;
  const isJson = mediaType === 'application/json';
  const name = isJson ? file.replace(/(?:\.(?:json|csv))?$/i, '.csv') : file;
  const type = isFileName(name) ? typeOf(findImportKind(recordModel, name)) : undefined;
  if (type === undefined) return refuse('file', { more: knownNames(recordModel) });
  if (mode !== undefined && (mode !== 'full' || type === 'event')) return refuse('mode');
  if (body.length === 0) return refuse('empty');
  if (isJson) return type === 'event' ? refuse('content', { more: useEvents }) : fromItems(type, name, mode, body);
  const isZip = body[0] === 0x50 && body[1] === 0x4b && body[2] === 3 && body[3] === 4;
  if (isZip !== /\.xls[xm]$/i.test(name)) return refuse('content', { more: isZip ? nameItXlsx : notExcel });
  // API Gateway hands over text as UTF-8; what was not is beyond repair by then.
  if (isReadAsText(mediaType) && readText(body) === undefined) return refuse('encoding', { more: sendBytes });
  return { name, bytes: body, what: { type: type === 'event' ? 'event' : type.type } };
}

function fromItems(
  type: RecordTypeModel,
  name: string,
  mode: string | undefined,
  body: Uint8Array,
): Prepared | Refusal {
  const read = readItems(body);
  if ('problem' in read) return read;
  const { items, hasMore } = read;
  if (hasMore && mode === 'full') return refuse('incomplete');
  return {
    name,
    bytes: Buffer.from(itemsToCsv(type, items)),
    what: { type: type.type, rows: items.length },
    // What "Get items" answers when nobody has turned its pagination on.
    ...((hasMore || items.length === 100) && { warning: perhapsMore }),
  };
}

function typeOf(kind: ImportKind): RecordTypeModel | 'event' | undefined {
  if (kind.kind === 'events') return 'event';
  return kind.kind === 'records' ? kind.type : undefined;
}

function isFileName(name: string): boolean {
  return name.length <= 200 && name.isWellFormed() && !/[/\\\p{Cc}]|^\.|\ufffd/u.test(name);
}

function isReadAsText(mediaType: string): boolean {
  return mediaType.startsWith('text/');
}

function knownNames(model: StageConfig['recordModel']): LocalizedText {
  const names = knownFileNames(model).join(', ');
  return { ja: `使える名前：${names}`, en: `Known names: ${names}` };
}

const useEvents: LocalizedText = {
  ja: 'イベントは POST /v1/events に送ってください。',
  en: 'Post events to /v1/events.',
};
const nameItXlsx: LocalizedText = {
  ja: 'Excelファイルなら、名前の最後を .xlsx（マクロがあれば .xlsm）にしてください。',
  en: 'If it is an Excel file, let its name end in .xlsx, or in .xlsm where it has macros.',
};
const notExcel: LocalizedText = {
  ja: 'Excelファイル（.xlsx・.xlsm）ではありません。ファイルの内容をそのまま本文にしてください。',
  en: 'It is no Excel file (.xlsx, .xlsm). Send the bytes of the file as the body.',
};
const sendBytes: LocalizedText = {
  ja: 'Shift_JISなどのファイルは Content-Type: application/octet-stream で送ってください。',
  en: 'Send files in Shift_JIS and the like as Content-Type: application/octet-stream.',
};
const perhapsMore: LocalizedText = {
  ja: 'まだ続きがあるかもしれません。「複数の項目の取得」の改ページ（既定は100件まで）を確かめてください。',
  en: 'There may be more: see whether pagination is on in "Get items", which stops at 100 items otherwise.',
};
