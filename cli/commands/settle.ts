import { Command } from 'commander';
import type { OutcomeDecision } from '../../lambda/domain/send-log/kept-decision.ts';
import { askOnTerminal, isTerminal } from '../approvals/ask-on-terminal.ts';
import { readDecider } from '../approvals/decider.ts';
import type { Reply } from '../approvals/reply.ts';
import { CommandFailure } from '../command-failure.ts';
import { outcomeTable } from '../outcomes/outcome-text.ts';
import { listOutcomes, settleOutcomes } from '../outcomes/settle-outcomes.ts';
import { foundProblem, note, print } from '../print.ts';
import { inStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';
import type { StageTools } from '../stage/stage-tools.ts';

interface SettleOptions extends StageOptions {
  readonly wentOut?: true;
  readonly again?: true;
  readonly drop?: true;
  readonly campaign?: string;
  readonly due?: string;
  readonly by?: string;
  readonly comment?: string;
  readonly yes?: true;
}

/** `fushime settle`: what the pages of mails of unknown outcome do, from a terminal, and for many at once. */
export function settleCommand(): Command {
  const command = new Command('settle')
    .description('mails of which nobody knows whether they went out; with an answer, settle them')
    .argument('[ids...]', 'mails, by the ids of the list')
    .option('--went-out', 'they arrived: take them as sent')
    .option('--again', 'they did not: decide them again in full, and send them')
    .option('--drop', 'they are not to be sent')
    .option('--campaign <id>', 'only those of this campaign')
    .option('--due <date>', 'only those due on this day, YYYY-MM-DD')
    .option('--by <name>', 'who says so (your login name)')
    .option('--comment <text>', 'kept with the answer')
    .option('--yes', 'for scripts: do not ask')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (ids: readonly string[], options: SettleOptions) => {
      const work = readWork(ids, options);
      const { json, text, ok } = await inStage(options, ({ tools }) => work(tools));
      print(command, { json, text });
      if (!ok) foundProblem();
    });
}

const furtherHelp = `
Without ids, an answer is for all mails of --campaign, --due or both. The first answer wins. What is sent again passes
every check again; if the first mail went out after all, the customer has two.
Exit code 1 when an answer was not recorded: settled before, attempted again meanwhile, would not leave again, or an
id that is not on the list.`;

/** What the command line asks for. Throws CommandFailure for what does not go together. */
function readWork(ids: readonly string[], options: SettleOptions): (tools: StageTools) => Promise<Reply> {
  const { campaign, due, by, comment, yes } = options;
  if (due !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(due)) throw wrong('--due DATE: write it as 2027-03-14.');
  const scope = { campaign, due };
  const decision = readDecision(options);
  if (decision === undefined) {
    const answers = [by, comment, yes].some((option) => option !== undefined);
    if (ids.length > 0 || answers) throw wrong('What became of them? --went-out, --again or --drop.');
    return (tools) => listOutcomes(tools, scope);
  }
  if (ids.length === 0 && campaign === undefined && due === undefined) {
    throw wrong('Which mails? Give ids ("fushime settle" lists them), --campaign or --due.');
  }
  const decider = readDecider(options);
  if (!yes && !isTerminal()) throw wrong('Without a terminal, --yes must say that you mean it.');
  return (tools) =>
    settleOutcomes(tools, { ids, scope }, { ...decider, decision }, async (rows) => {
      if (yes) return true;
      note(`${outcomeTable(rows, tools.stage)}\n`);
      return askOnTerminal(`${questions[decision](rows.length)} As ${decider.by}?`);
    });
}

const questions: Readonly<Record<OutcomeDecision['decision'], (count: number) => string>> = {
  'went-out': (count) => `Take ${count} as sent?`,
  again: (count) => `Send ${count} again?`,
  dropped: (count) => `Drop ${count}, never to be sent?`,
};

function readDecision({ wentOut, again, drop }: SettleOptions): OutcomeDecision['decision'] | undefined {
  const given = [
    ...(wentOut ? (['went-out'] as const) : []),
    ...(again ? (['again'] as const) : []),
    ...(drop ? (['dropped'] as const) : []),
  ];
  if (given.length > 1) throw wrong('--went-out, --again and --drop exclude each other.');
  return given[0];
}

function wrong(message: string): CommandFailure {
  return new CommandFailure(message, { isUsage: true });
}
