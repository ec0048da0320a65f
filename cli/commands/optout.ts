import { Command, InvalidArgumentError } from 'commander';
import { allMarketing } from '../../lambda/domain/pages/mail-choice.ts';
import { findScope } from '../opt-out/find-scope.ts';
import { findSubjects, readRefuser, recordOptIn, recordOptOut } from '../opt-out/refuser.ts';
import { type Holding, holdingText, readHolding } from '../opt-out/what-holds.ts';
import { print } from '../print.ts';
import { inStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';

interface OptOutOptions extends StageOptions {
  readonly customer?: string;
  readonly email?: string;
  readonly campaign?: string;
  readonly resume?: true;
  readonly source: string;
}

/** `fushime optout`: for who asks by phone, by reply or at the counter. */
export function optoutCommand(): Command {
  const command = new Command('optout')
    .description('no more marketing mail for who asks by phone or reply; or, with --resume, again')
    .option('--customer <id>', 'the customer; their present address is opted out along with them')
    .option('--email <address>', 'the address, whoever has it: enough where the customer is not known')
    .option('--campaign <id>', 'only this campaign (all marketing mail when left out)')
    .option('--resume', 'take the opt-out back')
    .option('--source <word>', 'how they asked, kept with the opt-out: phone, reply, …', parseSource, 'command-line')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (options: OptOutOptions) => {
      const refuser = readRefuser(options);
      const holding = await inStage(options, async ({ tools }) => {
        const subjects = await findSubjects(tools, refuser);
        const scope = await findScope(tools.campaigns, options.campaign);
        const word = { scope, source: options.source, at: new Date(tools.clock.nowMs()).toISOString() };
        await (options.resume ? recordOptIn : recordOptOut)(tools, refuser, subjects, word);
        return readHolding(tools, subjects);
      });
      print(command, { json: toJson(options, holding), text: toText(options, holding) });
    });
}

const furtherHelp = `
It holds before the next mail leaves, also for mails that are planned already. Mails about contracts are not affected.
What a customer refused with --customer, or by the link in a mail, is not taken back with --email alone.`;

/** A word, not a note: the ledger of opt-outs is kept for years and must hold nothing personal. */
function parseSource(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(text)) {
    throw new InvalidArgumentError('A word of letters a to z, digits and hyphens, such as phone or reply.');
  }
  return text;
}

function toJson({ customer, campaign, resume, source }: OptOutOptions, now: Holding) {
  const action = resume ? 'resumed' : 'opted-out';
  return { ...(customer !== undefined && { customer }), action, scope: campaign ?? allMarketing, source, now };
}

function toText({ customer, email, campaign, resume }: OptOutOptions, now: Holding): string {
  const what = campaign === undefined ? 'all marketing mail' : `the campaign ${campaign}`;
  const done = `${customer ?? email}: opt-out of ${what} ${resume ? 'taken back' : 'recorded'}.`;
  // An address does not tell whose it is, so a customer's own opt-out is not seen from here.
  const besides =
    email === undefined
      ? []
      : [
          'This is what holds for the address; what customers refused themselves holds besides.',
          'Whether any customer has this address was not looked up: please compare it letter by letter.',
        ];
  return [done, holdingText(now), ...besides].join('\n');
}
