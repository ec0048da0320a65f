import type { LocalizedText } from '../locale.ts';
import { type FieldModel, normalizeLabel, type RecordTypeModel } from '../records/record-model.ts';
import { type RowProblem, rejection, warning } from './import-problem.ts';
import { headingNames } from './known-exports.ts';
import { columnLetters } from './workbook/cell-address.ts';

/** One column of a file: its heading, and what it holds. `ignored` ones are not read. */
export type Column =
  | { readonly label: string; readonly holds: 'id' }
  | { readonly label: string; readonly holds: 'field'; readonly field: FieldModel }
  | { readonly label: string; readonly holds: 'extra' }
  | { readonly label: string; readonly holds: 'ignored' };

/** The columns of a file in its order, the headings that the type does not know, and what to tell. */
export interface HeaderMap {
  readonly columns: readonly Column[];
  readonly extraColumns: readonly string[];
  /** Keys of the fields that the file speaks of, those under its own headings included. */
  readonly covers: readonly string[];
  readonly warnings: readonly RowProblem[];
}

/** What a heading can mean; of two with one `name` the lower `rank` is read. */
interface Meaning {
  readonly column: Column;
  readonly name: string;
  readonly rank: number;
}

/**
 * Reads a file's heading row for a type. Of two columns that mean the same, the one whose heading the model names first
 * is read (a SharePoint list has its own `ID` beside 顧客ID), then the left one. Without an id column there is nothing to read.
 * `otherNames` are the columns' second names, used where the type does not know the first.
 */
export function mapHeader(
  type: RecordTypeModel,
  row: number,
  cells: readonly string[],
  otherNames: readonly string[] = [],
): { readonly ok: true; readonly header: HeaderMap } | { readonly ok: false; readonly problem: RowProblem } {
  const labels = withoutEmptyEnd(cells.map((cell) => cell.replace(/[\r\n]+/g, '').trim()));
  const meanings = labels.map((label, index) => meaningOf(type, label, otherNames[index]?.trim() ?? ''));
  const best = new Map<string, Meaning>();
  for (const meaning of meanings) {
    const rival = best.get(meaning.name);
    if (rival === undefined || meaning.rank < rival.rank) best.set(meaning.name, meaning);
  }
  if (!best.has('id')) return { ok: false, problem: rejection(row, '', labels.join(', '), withoutId(type)) };
  const warnings: RowProblem[] = [];
  const columns = meanings.map((meaning): Column => {
    const { label } = meaning.column;
    const winner = best.get(meaning.name) ?? meaning;
    if (winner === meaning || label === '') return meaning.column;
    warnings.push(warning(row, label, '', sameAs(winner.column.label)));
    return { label, holds: 'ignored' };
  });
  const nameless = labels.flatMap((_, index) => (columns[index]?.label === '' ? [columnLetters(index + 1)] : []));
  if (nameless.length > 0) warnings.push(warning(row, '', '', withoutLabel(nameless)));
  const extraColumns = columns.filter(({ holds }) => holds === 'extra').map(({ label }) => label);
  const covers = columns.flatMap((column) => keyOf(column) ?? []);
  return { ok: true, header: { columns, extraColumns, covers, warnings } };
}

/** The key of the field that a column fills; undefined when it fills none. */
export function keyOf(column: Column): string | undefined {
  if (column.holds === 'field') return column.field.key;
  return column.holds === 'extra' ? column.label : undefined;
}

function meaningOf(type: RecordTypeModel, label: string, otherName: string): Meaning {
  for (const heading of [label, otherName]) {
    const { names, isCut } = headingNames(heading);
    for (const form of [normalizeLabel, withoutBlanks]) {
      for (const name of names) {
        const meaning = knownMeaning(type, heading, (labels, key) => rankOf(name, labels, key, form));
        if (meaning !== undefined) return meaning;
      }
    }
    const meaning = isCut ? meaningOfCut(type, heading, names.at(-1) ?? '') : undefined;
    if (meaning !== undefined) return meaning;
  }
  const own = headingNames(label === '' ? otherName : label).names.at(-1) ?? '';
  if (own === '') return { column: { label: '', holds: 'ignored' }, name: '', rank: 0 };
  return { column: { label: own, holds: 'extra' }, name: `extra ${normalizeLabel(own)}`, rank: 0 };
}

function knownMeaning(
  type: RecordTypeModel,
  label: string,
  rankAmong: (labels: readonly string[], key: string) => number,
): Meaning | undefined {
  const idRank = rankAmong(type.idLabels, 'id');
  if (idRank !== -1) return { column: { label, holds: 'id' }, name: 'id', rank: idRank };
  const fields = type.fields.map((field) => ({ field, rank: rankAmong(field.labels, field.key) }));
  const found = fields.find(({ rank }) => rank !== -1);
  return (
    found && {
      column: { label, holds: 'field', field: found.field },
      name: `field ${found.field.key}`,
      rank: found.rank,
    }
  );
}

/** What a name means of which only the beginning is left: the one label that begins so, if there is just one. */
function meaningOfCut(type: RecordTypeModel, heading: string, beginning: string): Meaning | undefined {
  const start = normalizeLabel(beginning);
  const labels = type.fields
    .flatMap((field) => field.labels)
    .filter((label) => normalizeLabel(label).startsWith(start));
  const [only] = labels;
  if (start === '' || only === undefined || labels.length > 1) return undefined;
  return knownMeaning(type, heading, (known, key) => rankOf(only, known, key, normalizeLabel));
}

/** The place of a heading among a field's labels, its key coming last; -1 when in that form it is none of them. */
function rankOf(name: string, labels: readonly string[], key: string, form: (label: string) => string): number {
  const wanted = form(name);
  return wanted === '' ? -1 : [...labels, key].findIndex((label) => form(label) === wanted);
}

/** Headings are spaced out to look even (`氏　名`). */
function withoutBlanks(label: string): string {
  return normalizeLabel(label).replace(/[\s\u00AD\u200B-\u200F\u2060\uFEFF]/g, '');
}

function withoutEmptyEnd(labels: readonly string[]): readonly string[] {
  return labels.slice(0, labels.findLastIndex((label) => label !== '') + 1);
}

function sameAs(winner: string): LocalizedText {
  return {
    ja: `「${winner}」の列と同じ内容を表す列です。「${winner}」の列だけを読みました。不要な列を消すか、見出しを変えてください。`,
    en: `It means the same as the column "${winner}", and only that one was read. Remove it or rename it.`,
  };
}

function withoutLabel(columns: readonly string[]): LocalizedText {
  return {
    ja: `見出しのない列（${columns.join('、')}）は読みませんでした。必要なら、見出しを入れてください。見出しのセルを結合しているときは、結合を解除してください。`,
    en: `Columns without a heading (${columns.join(', ')}) were not read. Give them one if they are needed; unmerge merged headings.`,
  };
}

function withoutId({ idLabels }: RecordTypeModel): LocalizedText {
  const quoted = idLabels.map((label) => `"${label}"`).join(' or ');
  return {
    ja: `IDの列がないため、このファイルは読めません。1行目に「${idLabels.join('」か「')}」という見出しの列を入れてください。`,
    en: `There is no id column, so the file cannot be read. Name a column of its first row ${quoted}.`,
  };
}
