import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { SendState } from '../../lambda/domain/send-log/send-state.ts';
import { countImportProblems } from './count-import-problems.ts';
import type { RunOutcome } from './read-outcome.ts';

/**
 * A run in numbers. `ok` = no mail failed, no import row was rejected, every campaign file was good, nothing broke behind
 * the scenes. Whoever or whatever was held, stopped or skipped is no failure, neither is a mail of which a person is asked whether it
 * went out, and neither is a warning about an import row.
 */
export interface RunSummary {
  readonly ok: boolean;
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** Mails to customers handed to the mail service in this run, and those to colleagues. */
  readonly mails: number;
  readonly colleagueMails: number;
  readonly cards: number;
  /** Rows of the send log that are new or changed since before the run, by state, and by reason where there is one. */
  readonly states: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  /** Rows, and whole files, that an import rejected. */
  readonly importErrors: number;
  /** Remarks on rows that were imported all the same. */
  readonly importWarnings: number;
  /** Uploaded files that wait for a person, as they change so much. */
  readonly heldFiles: readonly string[];
  readonly rejectedFiles: readonly string[];
  readonly deadLetters: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
  readonly text: string;
}

const troubledStates: readonly SendState[] = ['failed', 'uncertain'];
const MAX_TROUBLED_SHOWN = 20;

/** Counts what came of the days. */
export function summarize(days: { readonly from: IsoDate; readonly until: IsoDate }, outcome: RunOutcome): RunSummary {
  const { changedRows } = outcome;
  const troubledRows = changedRows.filter(({ state }) => troubledStates.includes(state));
  const failed = troubledRows.filter(({ state }) => state === 'failed').length;
  const imported = outcome.importErrors.map(countImportProblems);
  const numbers = {
    ...days,
    mails: outcome.mails.length,
    colleagueMails: outcome.colleagueMails.length,
    cards: outcome.cards.length,
    states: count(changedRows.map(({ state }) => state)),
    reasons: count(changedRows.map(({ reason }) => reason).filter((reason) => reason !== '')),
    importErrors: imported.reduce((sum, { rejected }) => sum + rejected, 0),
    importWarnings: imported.reduce((sum, { warnings }) => sum + warnings, 0),
    heldFiles: outcome.heldFiles,
    rejectedFiles: outcome.rejectedFiles.map(({ file }) => file),
    deadLetters: Object.fromEntries(
      Object.entries(outcome.deadLetters).map(([queue, bodies]) => [queue, bodies.length]),
    ),
    failures: outcome.failures.map(describe),
  };
  const ok =
    numbers.importErrors + numbers.rejectedFiles.length + numbers.failures.length + failed === 0 &&
    Object.keys(numbers.deadLetters).length === 0;
  return { ok, ...numbers, text: toText(numbers, troubledRows) };
}

function describe({ kind, functionName, message }: RunOutcome['failures'][number]): string {
  return `${functionName}: ${kind}: ${message}`;
}

function troubledLine({ state, campaign, customer, reason }: SendRow): string {
  return `${state}: ${campaign} → ${customer}${reason === '' ? '' : `: ${reason}`}`;
}

function count(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function toText(
  { from, until, mails, colleagueMails, cards, states, reasons, ...rest }: Omit<RunSummary, 'ok' | 'text'>,
  troubledRows: readonly SendRow[],
): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ') || 'none';
  const trouble = [
    ...troubledRows.slice(0, MAX_TROUBLED_SHOWN).map(troubledLine),
    ...(troubledRows.length > MAX_TROUBLED_SHOWN
      ? [`… and ${troubledRows.length - MAX_TROUBLED_SHOWN} more (send-log.jsonl)`]
      : []),
    ...(rest.importErrors > 0 ? [`import rows rejected: ${rest.importErrors} (import-errors.csv)`] : []),
    ...(rest.importWarnings > 0 ? [`import warnings: ${rest.importWarnings} (import-errors.csv)`] : []),
    ...(rest.heldFiles.length > 0 ? [`imports that wait for a person: ${rest.heldFiles.join(', ')}`] : []),
    ...(rest.rejectedFiles.length > 0 ? [`files not published: ${rest.rejectedFiles.join(', ')}`] : []),
    ...rest.failures.map((failure) => `failure: ${failure}`),
    ...(Object.keys(rest.deadLetters).length > 0 ? [`dead letters: ${list(rest.deadLetters)}`] : []),
  ];
  const when = from === until ? from : `${from} to ${until}`;
  return [
    `${when}: ${mails} mails, ${cards} cards${colleagueMails > 0 ? `, ${colleagueMails} to colleagues` : ''}`,
    `states: ${list(states)}`,
    `reasons: ${list(reasons)}`,
    ...trouble,
  ].join('\n');
}
