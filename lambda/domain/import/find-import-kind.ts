import { normalizeLabel, type RecordModel, type RecordTypeModel } from '../records/record-model.ts';

/** What an uploaded file brings, by its name. `other-format`: the name is known, files that end so are not read. */
export type ImportKind =
  | { readonly kind: 'records'; readonly type: RecordTypeModel }
  | { readonly kind: 'events' }
  | { readonly kind: 'other-format' }
  | { readonly kind: 'unknown' };

const TABLE = new Set(['csv', 'tsv', 'txt', 'xlsx', 'xlsm']);
// What people and programs put behind a name: dates, times, counters, "(1)", "- Copy".
const SUFFIX = /^(?:[\s_.,()年月日時分-]|\d[tz]?)*(?:(?:の?コピー|copy)[\s\d_()-]*)?$/;

/** What the file of this name holds. Its folder, letter case, width, and a date or number behind the name do not matter. */
export function findImportKind(model: RecordModel, file: string): ImportKind {
  const name = baseName(file).normalize('NFKC').toLowerCase();
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot === -1 ? [name, ''] : [name.slice(0, dot), name.slice(dot + 1)];
  if (extension === 'jsonl' && isNamed(stem, 'events')) return { kind: 'events' };
  const type = model.find((each) => namesOf(each).some((known) => isNamed(stem, known)));
  if (type === undefined) return { kind: 'unknown' };
  return TABLE.has(extension) ? { kind: 'records', type } : { kind: 'other-format' };
}

/** The part of a path or key behind the last slash. */
export function baseName(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1);
}

/** A file name for each type and for events, to be shown to people. */
export function knownFileNames(model: RecordModel): readonly string[] {
  return [...model.map(({ type, files }) => `${files[0] ?? type}.csv`), 'events.jsonl'];
}

function namesOf({ type, labels, files }: RecordTypeModel): readonly string[] {
  return [type, ...labels, ...files].map(normalizeLabel);
}

function isNamed(stem: string, known: string): boolean {
  const trimmed = stem.trim();
  return trimmed.startsWith(known) && SUFFIX.test(trimmed.slice(known.length));
}
