import { localDate, localTime } from '../../lambda/domain/calendar/zone.ts';
import { causeText } from '../../lambda/domain/cards/suspect-text.ts';
import { type CustomersSuspect, suspectsOfCustomer } from '../../lambda/use-cases/suspects-of-customer.ts';
import { toTable } from '../../local/run/to-table.ts';
import type { Reply } from '../approvals/reply.ts';
import { CommandFailure } from '../command-failure.ts';
import type { StageTools } from '../stage/stage-tools.ts';
import { terminalLine } from '../terminal-text.ts';

/** A customer's dates that look made up, and those that somebody accepted: who, and when. Throws CommandFailure for nobody's id. */
export async function showCustomer(tools: StageTools, customer: string): Promise<Reply> {
  const dates = await suspectsOfCustomer(tools, customer);
  if (dates === undefined) throw new CommandFailure(terminalLine(`There is no customer "${customer}".`));
  const { timeZone } = tools.stage;
  return { json: { customer, dates }, text: textOf(dates, timeZone), ok: true };
}

function textOf(dates: readonly CustomersSuspect[], timeZone: string): string {
  if (dates.length === 0) return 'No date of this customer looks made up.';
  const rows = dates.map((date) => [
    `${date.type}/${date.id}`,
    date.field,
    String(date.value),
    standing(date, timeZone),
  ]);
  return toTable(
    ['record', 'date of', 'date', 'starts mail?'],
    rows.map((row) => row.map(terminalLine)),
  );
}

function standing(date: CustomersSuspect, timeZone: string): string {
  if ('cause' in date) return `no: ${causeText(date, 'en')}`;
  const { by, at } = date.accepted;
  const ms = Date.parse(at);
  return `yes: accepted by ${by} on ${localDate(ms, timeZone)} at ${localTime(ms, timeZone)}`;
}
