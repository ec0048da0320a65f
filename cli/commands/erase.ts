import { Command } from 'commander';
import { toWireAddress } from '../../lambda/domain/mail-address.ts';
import { isUnknown, type Person } from '../../lambda/domain/privacy/person.ts';
import { customersAt } from '../../lambda/use-cases/privacy/find-mails.ts';
import { knowPerson } from '../../lambda/use-cases/privacy/know-person.ts';
import { askOnTerminal, isTerminal } from '../approvals/ask-on-terminal.ts';
import { CommandFailure } from '../command-failure.ts';
import { foundProblem, note, print } from '../print.ts';
import { eraseCustomer, filesAbout } from '../privacy/erase-customer.ts';
import { erasureJson, erasureText, plannedText } from '../privacy/erasure-text.ts';
import { inStage, type OpenStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';

interface EraseOptions extends StageOptions {
  readonly customer?: string;
  readonly email?: string;
  readonly yes?: true;
  readonly tellingId?: true;
}

/** `fushime erase`: takes away what is kept of a customer, but for what keeps mail from them. */
export function eraseCommand(): Command {
  const command = new Command('erase')
    .description(
      'take away all that is kept of a customer; a keyed hash stays, so that nobody mails or imports them again',
    )
    .option('--customer <id>', 'the customer')
    .option('--email <address>', 'the one customer with this address; where there are several, they are listed')
    .option('--telling-id', 'the id itself tells who it is: it may not stay either (addresses and names are noticed)')
    .option('--yes', 'do not ask')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (options: EraseOptions) => {
      const erasure = await inStage(options, async (opened) => {
        const person = await findPerson(opened, options);
        await agree(opened, person, options);
        return eraseCustomer(opened, person);
      });
      print(command, { json: erasureJson(erasure), text: erasureText(erasure) });
      if (erasure.left.length > 0) foundProblem();
    });
}

const furtherHelp = `
Profile, related records, former addresses, consents and colleagues’ comments go; so do imported files and dead letters
that name the person. Rows of the send log stay, under the id, unless it tells who it is. Run it again after it was interrupted: until it is whole,
the person gets no mail. docs/privacy.md says what cannot be erased.`;

async function findPerson({ tools, name }: OpenStage, { customer, email, tellingId }: EraseOptions): Promise<Person> {
  if ((customer === undefined) === (email === undefined)) {
    throw new CommandFailure('Give either --customer ID or --email ADDRESS.', { isUsage: true });
  }
  const id = customer ?? (await findByAddress(tools, email ?? ''));
  const person = await knowPerson(tools, id);
  const words = await tools.refusals.ledger({ kind: 'customer', id });
  const consents = await tools.customers.consents(id);
  if (isUnknown(person) && words.length === 0 && consents.length === 0) {
    throw new CommandFailure(`Nothing is kept of a customer "${id}" in ${name}. Ids are those of the column 顧客ID.`);
  }
  return tellingId ? { ...person, hasTellingId: true } : person;
}

async function findByAddress(tools: OpenStage['tools'], email: string): Promise<string> {
  if (toWireAddress(email) === undefined) throw new CommandFailure('This is no mail address.', { isUsage: true });
  const [only, ...others] = await customersAt(tools, await tools.hasher.hash(email));
  if (only === undefined) {
    throw new CommandFailure('No customer has this address or once had it. Is there a customer id: --customer ID?');
  }
  if (others.length > 0) {
    throw new CommandFailure(
      `Several customers have this address or once had it: ${[only, ...others].join(', ')}. They may be different people: erase each with --customer ID.`,
    );
  }
  return only;
}

/** Throws CommandFailure when nobody agrees. */
async function agree(opened: OpenStage, person: Person, { yes }: EraseOptions): Promise<void> {
  if (yes) return;
  if (!isTerminal()) throw new CommandFailure('There is nobody to ask here: add --yes.', { isUsage: true });
  note(plannedText(person, await filesAbout(opened, person)));
  if (!(await askOnTerminal('Erase all this?'))) throw new CommandFailure('Nothing was erased.');
}
