import { Command } from 'commander';
import { parseDate } from '../parse-option.ts';
import { foundProblem, print } from '../print.ts';
import { type Explanation, explainCustomer } from '../rehearsal/explain-customer.ts';
import { type RehearsalOptions, rehearsalFrom, withRehearsalOptions } from '../rehearsal/rehearsal-options.ts';

/** `fushime explain`: every gate in order, with what it saw. */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description('why a customer gets a mail on a day, or does not: every gate in order')
    .requiredOption('--campaign <id>', "the campaign's id (its file's name)")
    .requiredOption('--customer <id>', "the customer's id")
    .requiredOption('--date <date>', 'the day of the run', parseDate)
    .option('--json', 'one JSON document on stdout');
  return withRehearsalOptions(command).action(
    async (options: RehearsalOptions & { campaign: string; customer: string; date: string }) => {
      const rehearsal = await rehearsalFrom(options, options.date);
      const explanation = await explainCustomer(rehearsal, options);
      print(command, { json: explanation, text: toText(explanation) });
      if (explanation.error !== undefined) foundProblem();
    },
  );
}

function toText(explanation: Explanation): string {
  const { campaign, customer, date, error, occurrences, nextDue } = explanation;
  const title = `${campaign} → ${customer}, ${date}`;
  if (error !== undefined) return `${title}\n${error}`;
  if (occurrences.length === 0) {
    return `${title}\nnothing is due on this day${nextDue === undefined ? '' : `; next on ${nextDue}`}`;
  }
  const blocks = occurrences.map(({ record, nominal, offset, decision, reason, gates }) => {
    const lines = gates.map(({ gate, passed, reason: why, seen }) => {
      const mark = passed ? '✓' : '✗';
      return `  ${mark} ${gate.padEnd(18)} ${JSON.stringify(seen)}${why === '' ? '' : `  → ${why}`}`;
    });
    const what = [record, nominal, offset].filter((part) => part !== '').join(' ');
    return [`${what}: ${decision}${reason === '' ? '' : ` (${reason})`}`, ...lines].join('\n');
  });
  return [title, ...blocks].join('\n');
}
