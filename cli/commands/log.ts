import { writeFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { toCsv } from '../../lambda/domain/csv-text.ts';
import { toWireAddress } from '../../lambda/domain/mail-address.ts';
import type { MailFilter } from '../../lambda/domain/privacy/mail-filter.ts';
import { type SendState, sendStates } from '../../lambda/domain/send-log/send-state.ts';
import { CommandFailure } from '../command-failure.ts';
import { answerLog, type LogQuestion } from '../log/answer-log.ts';
import { logJson } from '../log/log-json.ts';
import { logCells, logText } from '../log/log-text.ts';
import { parseDate } from '../parse-option.ts';
import { note, print } from '../print.ts';
import { inStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';

interface LogOptions extends StageOptions, Omit<MailFilter, 'state'> {
  /** `--state` is where a local cloud keeps its state. */
  readonly outcome?: SendState;
  readonly customer?: string;
  readonly email?: string;
  readonly csv?: string;
}

/** `fushime log`: which mails a customer, an address or a campaign had, and why others did not leave. */
export function logCommand(): Command {
  const command = new Command('log')
    .description('the mails of a customer, an address or a campaign: what became of each, and why')
    .option('--customer <id>', 'one customer’s mails')
    .option(
      '--email <address>',
      'the mails of every customer that has or had this address, and which of them went to it',
    )
    .option('--campaign <id>', 'one campaign’s mails; with one of the above, only these')
    .option('--from <date>', 'first due date (with --campaign alone: 30 days before --to)', parseDate)
    .option('--to <date>', 'last due date (with --campaign alone: today)', parseDate)
    .option('--outcome <state>', 'only rows in this state: sent, skipped, awaiting-approval, …', parseState)
    .option('--csv <file>', 'also write a table for Excel')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (options: LogOptions) => {
      const question = readQuestion(options);
      const { answer, stage } = await inStage(options, async (opened) => ({
        answer: await answerLog(opened.tools, question),
        stage: opened.stage,
      }));
      if (options.csv !== undefined) {
        await writeFile(options.csv, toCsv(logCells(answer, stage)));
        note(`${answer.rows.length} rows are in ${options.csv}.`);
      }
      print(command, { json: logJson(answer, stage), text: logText(answer, stage) });
    });
}

const furtherHelp = `
Somebody rings up and says that two mails have come: fushime log --email their@address. Mails are kept for as long as the
stage keeps its send log (docs/privacy.md), also those of customers that are gone; ask for these with --customer.`;

function readQuestion({ customer, email, campaign, from, to, outcome }: LogOptions): LogQuestion {
  if (customer !== undefined && email !== undefined) throw usage('Give either --customer ID or --email ADDRESS.');
  if (from !== undefined && to !== undefined && to < from) throw usage('--to is before --from.');
  const filter: MailFilter = {
    ...(campaign !== undefined && { campaign }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(outcome !== undefined && { state: outcome }),
  };
  if (customer !== undefined) return { kind: 'customer', customer, filter };
  if (email !== undefined) {
    if (toWireAddress(email) === undefined) throw usage('This is no mail address.');
    return { kind: 'address', address: email, filter };
  }
  if (campaign === undefined) throw usage('Whose mails? Give --customer ID, --email ADDRESS or --campaign ID.');
  return { kind: 'campaign', campaign, filter };
}

function usage(message: string): CommandFailure {
  return new CommandFailure(message, { isUsage: true });
}

function parseState(text: string): SendState {
  const state = sendStates.find((one) => one === text);
  if (state === undefined) throw new InvalidArgumentError(`One of ${sendStates.join(', ')}.`);
  return state;
}
