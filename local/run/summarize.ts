import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { SendState } from '../../lambda/domain/send-log/send-state.ts';
import type { RunOutcome } from './read-outcome.ts';

/** A run in numbers. `ok` = no mail and no import row failed, every campaign file was good, nothing broke behind the scenes. */
export interface RunSummary {
  readonly ok: boolean;
  readonly from: IsoDate;
  readonly until: IsoDate;
  /** Mails handed to the mail service in this run. */
  readonly mails: number;
  readonly cards: number;
  /** Rows of the send log due on these days, by state, and by reason where there is one. */
  readonly states: Readonly<Record<string, number>>;
  readonly reasons: Readonly<Record<string, number>>;
  readonly importErrors: number;
  readonly rejectedFiles: readonly string[];
  readonly deadLetters: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
  readonly text: string;
}

const failedStates: readonly SendState[] = ['failed', 'uncertain'];

/** Counts what came of the days. */
export function summarize(days: { readonly from: IsoDate; readonly until: IsoDate }, outcome: RunOutcome): RunSummary {
  const rows = outcome.rows.filter(({ dueOn }) => days.from <= dueOn && dueOn <= days.until);
  const importErrors = outcome.importErrors.reduce((sum, text) => sum + countLines(text), 0);
  const numbers = {
    ...days,
    mails: outcome.mails.length,
    cards: outcome.cards.length,
    states: count(rows.map(({ state }) => state)),
    reasons: count(rows.map(({ reason }) => reason).filter((reason) => reason !== '')),
    importErrors,
    rejectedFiles: outcome.rejectedFiles.map(({ file }) => file),
    deadLetters: Object.fromEntries(
      Object.entries(outcome.deadLetters).map(([queue, bodies]) => [queue, bodies.length]),
    ),
    failures: outcome.failures.map(describe),
  };
  const ok =
    importErrors + numbers.rejectedFiles.length + numbers.failures.length === 0 &&
    Object.keys(numbers.deadLetters).length === 0 &&
    !rows.some(({ state }) => failedStates.includes(state));
  return { ok, ...numbers, text: toText(numbers) };
}

function describe({ kind, functionName, message }: RunOutcome['failures'][number]): string {
  return `${functionName}: ${kind}: ${message}`;
}

/** Lines of a CSV below its heading. */
function countLines(csv: string): number {
  return Math.max(0, csv.trimEnd().split('\r\n').length - 1);
}

function count(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function toText({ from, until, mails, cards, states, reasons, ...rest }: Omit<RunSummary, 'ok' | 'text'>): string {
  const list = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ') || 'none';
  const trouble = [
    ...(rest.importErrors > 0 ? [`import problems: ${rest.importErrors} (import-errors.csv)`] : []),
    ...(rest.rejectedFiles.length > 0 ? [`files not published: ${rest.rejectedFiles.join(', ')}`] : []),
    ...rest.failures.map((failure) => `failure: ${failure}`),
    ...(Object.keys(rest.deadLetters).length > 0 ? [`dead letters: ${list(rest.deadLetters)}`] : []),
  ];
  const when = from === until ? from : `${from} to ${until}`;
  return [
    `${when}: ${mails} mails, ${cards} cards`,
    `states: ${list(states)}`,
    `reasons: ${list(reasons)}`,
    ...trouble,
  ].join('\n');
}
