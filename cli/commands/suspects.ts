import { Command } from 'commander';
import { readDecider } from '../approvals/decider.ts';
import { CommandFailure } from '../command-failure.ts';
import { foundProblem, print } from '../print.ts';
import { inStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';
import { acceptDates, readAccepted, showSuspects } from '../suspects/answer-suspects.ts';
import { showCustomer } from '../suspects/show-customer.ts';

interface SuspectsOptions extends StageOptions {
  readonly type?: string;
  readonly customer?: string;
  readonly accept?: string;
  readonly by?: string;
}

/** `fushime suspects`: the dates that look made up, and their acceptance. */
export function suspectsCommand(): Command {
  const command = new Command('suspects')
    .description('dates that look made up and start no mail; with --accept, let them start mail')
    .option('--type <type>', 'only those of this record type')
    .option('--customer <id>', 'those of one customer and their records, also accepted ones: by whom, and when')
    .option('--accept <date>', 'TYPE.FIELD=YYYY-MM-DD, or TYPE.FIELD=future for birthdays in the future')
    .option('--by <name>', 'with --accept: who says so (default: who is logged in on this machine)')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async ({ type, customer, accept, by, ...options }: SuspectsOptions) => {
      if ([type, customer, accept].filter((each) => each !== undefined).length > 1) {
        throw new CommandFailure('--type, --customer and --accept exclude each other.', { isUsage: true });
      }
      if (by !== undefined && accept === undefined) throw new CommandFailure('--by needs --accept.', { isUsage: true });
      const { json, text, ok } = await inStage(options, ({ tools }) => {
        if (customer !== undefined) return showCustomer(tools, customer);
        if (accept === undefined) return showSuspects(tools, type);
        const decider = readDecider(by === undefined ? {} : { by });
        return acceptDates(tools, readAccepted(tools.stage.recordModel, accept), decider.by);
      });
      print(command, { json, text });
      if (!ok) foundProblem();
    });
}

const furtherHelp = `
What was accepted stays accepted while the date is the same. A date that is wrong is better corrected in its file, which is
then imported again. Exit code 1 when --accept finds nothing to accept.`;
