import { localDate, localTime } from '../../lambda/domain/calendar/zone.ts';
import { outcomeText as stateText } from '../../lambda/domain/cards/outcome-text.ts';
import { lastOutcomeDecision } from '../../lambda/domain/send-log/kept-decision.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { SettledOutcome } from '../../lambda/use-cases/settle-outcome.ts';
import { toTable } from '../../local/run/to-table.ts';
import { requestId } from '../approvals/request-id.ts';
import { terminalLine } from '../terminal-text.ts';

/** Mails of unknown outcome as a table. */
export function outcomeTable(rows: readonly SendRow[], { timeZone }: Pick<StageConfig, 'timeZone'>): string {
  if (rows.length === 0) return 'No mail is of unknown outcome.';
  const lines = rows.map((row) => [
    ...[requestId(row), row.customer, row.campaign, row.dueOn],
    row.sentAt === undefined ? '' : attemptedText(Date.parse(row.sentAt), timeZone),
    row.reason,
  ]);
  const head = ['id', 'customer', 'campaign', 'due', 'attempted', 'reason'];
  return toTable(
    head,
    lines.map((line) => line.map(terminalLine)),
  );
}

/** What became of one, in a sentence. */
export function settledText(settled: SettledOutcome, stage: StageConfig): string {
  // Names and comments come from the page, from whoever holds the link.
  return terminalLine(`${requestId(settled.request.row)}: ${sentenceOf(settled, stage)}`);
}

function sentenceOf({ kind, request: { row, blocked } }: SettledOutcome, { recordModel }: StageConfig): string {
  const english = { locale: 'en', recordModel } as const;
  switch (kind) {
    case 'settled':
      return decidedText(row);
    case 'already': {
      const said = lastOutcomeDecision(row);
      const stands = stateText(row, english);
      return said === undefined
        ? `nothing recorded: its outcome is known by now. ${stands}.`
        : `was settled before: ${decidedText(row)} ${stands}.`;
    }
    case 'changed':
      return 'nothing recorded: it was attempted again meanwhile, and again nobody knows the outcome.';
    case 'blocked':
      return `nothing recorded: it would not leave again. ${stateText(blocked ?? row, english)}.`;
  }
}

const answers = {
  'went-out': 'taken as sent',
  again: 'goes back to plan to be sent again, unless something forbids it by then',
  dropped: 'will not be sent',
} as const;

function decidedText(row: SendRow): string {
  const said = lastOutcomeDecision(row);
  if (said === undefined) return '';
  return `${answers[said.decision]}, says ${said.by}${said.comment === '' ? '' : ` (${said.comment})`}.`;
}

function attemptedText(ms: number, timeZone: string): string {
  return `${localDate(ms, timeZone)} ${localTime(ms, timeZone)}`;
}
