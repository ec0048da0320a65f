import { Command } from 'commander';
import { readDecider } from '../approvals/decider.ts';
import { CommandFailure } from '../command-failure.ts';
import { foundProblem, print } from '../print.ts';
import { inStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';
import { acceptDates, readAccepted, showSuspects } from '../suspects/answer-suspects.ts';

interface SuspectsOptions extends StageOptions {
  readonly type?: string;
  readonly accept?: string;
}

/** `fushime suspects`: the dates that look made up, and their acceptance. */
export function suspectsCommand(): Command {
  const command = new Command('suspects')
    .description('dates that look made up and start no mail; with --accept, let them start mail')
    .option('--type <type>', 'only those of this record type')
    .option('--accept <date>', 'TYPE.FIELD=YYYY-MM-DD, or TYPE.FIELD=future for birthdays in the future')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async ({ type, accept, ...options }: SuspectsOptions) => {
      if (type !== undefined && accept !== undefined) {
        throw new CommandFailure('--type and --accept exclude each other.', { isUsage: true });
      }
      const { json, text, ok } = await inStage(options, ({ tools }) =>
        accept === undefined
          ? showSuspects(tools, type)
          : acceptDates(tools, readAccepted(tools.stage.recordModel, accept), readDecider({}).by),
      );
      print(command, { json, text });
      if (!ok) foundProblem();
    });
}

const furtherHelp = `
What was accepted stays accepted while the date is the same. A date that is wrong is better corrected in its file, which is
then imported again. Exit code 1 when --accept finds nothing to accept.`;
