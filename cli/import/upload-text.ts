import { localDate, localTime } from '../../lambda/domain/calendar/zone.ts';
import { holdSentences, newerStored } from '../../lambda/domain/cards/hold-text.ts';
import { causeText } from '../../lambda/domain/cards/suspect-text.ts';
import { baseName } from '../../lambda/domain/import/find-import-kind.ts';
import type { Upload } from '../../lambda/domain/import/upload.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { toTable } from '../../local/run/to-table.ts';
import { terminalLine } from '../terminal-text.ts';
import type { ListedProblem } from './first-problems.ts';

/** An upload as far as it has come, and what is wrong with it. */
export interface ImportResult {
  readonly upload: Upload;
  /** The first of the listed problems. */
  readonly problems: readonly ListedProblem[];
  /** Where all of them are. */
  readonly errorsAt?: string;
}

/** True when every row is in. */
export function isWhole({ upload: { state, counts } }: ImportResult): boolean {
  return state === 'done' && counts.rejected === 0;
}

/** What came of a file, in sentences. */
export function resultText({ upload, problems, errorsAt }: ImportResult): string {
  const lines = [
    `${baseName(upload.key)}: ${sentenceOf(upload)}`,
    ...(upload.state === 'held' ? waiting(upload) : []),
    ...suspectLines(upload),
    ...problems.map(problemLine),
    ...(errorsAt === undefined ? [] : [`All that is wrong with the rows is listed in ${errorsAt}`]),
  ];
  return lines.map(terminalLine).join('\n');
}

function sentenceOf({ state, rows, counts, decision, hold }: Upload): string {
  if (state === 'held') {
    const why = hold === undefined ? [] : holdSentences(hold, 'en');
    const stored = hold?.isPartStored ? 'a part of it is stored, the rest is not' : 'nothing is stored yet';
    return [`${stored}: it waits for a person.`, ...why].join(' ');
  }
  const by = decision ? ` by ${decision.by}` : '';
  if (state === 'dropped')
    return `dropped${by}. ${hold?.isPartStored ? 'The part that was stored before stays.' : 'Nothing was stored.'}`;
  if (state === 'superseded') return 'a newer file has come in its place. The rest of it is not stored.';
  const { created, updated, unchanged, removed, rejected, warnings } = counts;
  const parts = [
    `${count(created)} new, ${count(updated)} updated, ${count(unchanged)} unchanged`,
    ...(removed > 0 ? [`${count(removed)} removed`] : []),
    rejected > 0 ? `${count(rejected)} rejected` : 'none rejected',
    ...(warnings > 0 ? [`${count(warnings)} to look at`] : []),
  ];
  return `${count(rows)} rows: ${parts.join(', ')}.`;
}

function waiting({ key }: Upload): readonly string[] {
  return [`  take it in:  fushime import --take ${quoted(key)}`, `  or drop it:  fushime import --drop ${quoted(key)}`];
}

function suspectLines({ suspects = [], type = '' }: Upload): readonly string[] {
  if (suspects.length === 0) return [];
  return [
    'Dates that look made up; they start no mail until somebody accepts them:',
    ...suspects.map(
      (suspect) =>
        `  ${suspect.field} ${suspect.value ?? 'in the future'} (${count(suspect.records)}): ${causeText(suspect, 'en')}`,
    ),
    `  to see and accept them:  fushime suspects --type ${type}`,
  ];
}

function problemLine({ file, row, column, explanation }: ListedProblem): string {
  return `${file}:${row}: ${column === '' ? '' : `${column}: `}${explanation}`;
}

/** Uploads that wait, as a table, with the reasons; `newerAt` is when one of the same type came that is stored already. */
export function heldText(
  held: readonly (Upload & { readonly newerAt?: string })[],
  { timeZone }: Pick<StageConfig, 'timeZone'>,
): string {
  if (held.length === 0) return 'No file waits for a person.';
  const when = (at: string) => `${localDate(Date.parse(at), timeZone)} ${localTime(Date.parse(at), timeZone)}`;
  const rows = held.map(({ key, at, rows, hold, newerAt }) => {
    const sentences = [
      ...(hold === undefined ? [] : holdSentences(hold, 'en')),
      ...(newerAt === undefined ? [] : [newerStored(when(newerAt), 'en')]),
    ];
    return [key, when(at), count(rows), sentences.map(firstSentence).join(' ')].map(terminalLine);
  });
  return `${toTable(['key', 'uploaded', 'rows', 'why'], rows)}\n\nfushime import --take KEY takes one in, --drop KEY drops it.`;
}

function firstSentence(sentences: string): string {
  return sentences.replace(/(?<=\.) .*$/, '');
}

function quoted(key: string): string {
  return /^[\w./-]+$/.test(key) ? key : `'${key.replaceAll("'", String.raw`'\''`)}'`;
}

function count(rows: number): string {
  return rows.toLocaleString('en');
}

/** What came of a file, as data. */
export function resultJson({ upload, problems, errorsAt }: ImportResult) {
  const { progress: _, etag: __, ...rest } = upload;
  return { file: baseName(upload.key), ...rest, problems, ...(errorsAt !== undefined && { errorsAt }) };
}
