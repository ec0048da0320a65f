import { Command } from 'commander';
import { addDays } from '../../lambda/domain/calendar/plain-date.ts';
import type { SendState } from '../../lambda/domain/send-log/send-state.ts';
import { toTable } from '../../local/run/to-table.ts';
import { parseDate, parseWhole } from '../parse-option.ts';
import { foundProblem, print } from '../print.ts';
import { type RehearsalOptions, rehearsalFrom, withRehearsalOptions } from '../rehearsal/rehearsal-options.ts';
import { type ForecastRow, rehearseDays } from '../rehearsal/rehearse-days.ts';
import { reportFindings } from '../rehearsal/report-findings.ts';

const decisions: Partial<Record<SendState, string>> = {
  planned: 'send',
  'awaiting-approval': 'ask',
  // The gates say yes; that the whole run waits for a person is the reason beside it.
  waiting: 'send',
  stopped: 'stop',
};

/** `fushime forecast`: who would get what on which day. */
export function forecastCommand(): Command {
  const command = new Command('forecast')
    .description('who would get what on which day; nothing is written')
    .requiredOption('--from <date>', 'first day', parseDate)
    .requiredOption('--days <n>', 'number of days', parseWhole(1))
    .option('--json', 'one JSON document on stdout');
  return withRehearsalOptions(command).action(async (options: RehearsalOptions & { from: string; days: number }) => {
    const rehearsal = await rehearsalFrom(options, options.from);
    if (reportFindings(rehearsal)) foundProblem();
    const rows = await rehearseDays(rehearsal, options.from, addDays(options.from, options.days - 1));
    const lines = rows.map(toLine).sort(inOrder);
    print(command, { json: lines, text: toText(lines) });
  });
}

interface ForecastLine {
  readonly date: string;
  readonly campaign: string;
  readonly customer: string;
  readonly record: string;
  readonly offset: string;
  readonly decision: string;
  readonly reason: string;
}

function toLine({ date, row }: ForecastRow): ForecastLine {
  const { campaign, customer, record, offset, state, reason } = row;
  return { date, campaign, customer, record, offset, decision: decisions[state] ?? 'skip', reason };
}

function inOrder(a: ForecastLine, b: ForecastLine): number {
  const key = ({ date, campaign, customer, record, offset }: ForecastLine) =>
    [date, campaign, customer, record, offset].join('\u0000');
  return key(a) < key(b) ? -1 : 1;
}

function toText(lines: readonly ForecastLine[]): string {
  const head = ['date', 'campaign', 'customer', 'record', 'offset', 'decision', 'reason'];
  const sends = lines.filter(({ decision }) => decision === 'send').length;
  return `${toTable(
    head,
    lines.map((line) => Object.values(line)),
  )}\n\n${sends} of ${lines.length} would be mailed.`;
}
