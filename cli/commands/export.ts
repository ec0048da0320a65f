import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { exportPerson } from '../../lambda/use-cases/privacy/export-person.ts';
import { CommandFailure } from '../command-failure.ts';
import { note } from '../print.ts';
import { inStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';

interface ExportOptions extends StageOptions {
  readonly customer: string;
  readonly out?: string;
}

/** `fushime export`: all that is kept of a customer, to be handed to them. */
export function exportCommand(): Command {
  const command = new Command('export')
    .description('all that is kept of a customer, as JSON (開示請求)')
    .requiredOption(
      '--customer <id>',
      'the customer, also one that is gone: then what the log and the refusals still hold',
    )
    .option('--out <file>', 'write it to a file that only you can read (standard output when left out)')
    .option('--json', 'JSON is what it always is');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async ({ customer, out, ...options }: ExportOptions) => {
      const exported = await inStage(options, ({ tools }) => exportPerson(tools, customer));
      if (exported === undefined) {
        throw new CommandFailure(
          `Nothing is kept of a customer "${customer}". Ids are those of the column 顧客ID; "fushime log --email" finds them by address.`,
        );
      }
      const text = `${JSON.stringify(exported, undefined, 2)}\n`;
      if (out === undefined) {
        process.stdout.write(text);
        return;
      }
      await writeFile(out, text, { mode: 0o600 });
      note(
        `Everything that is kept of ${customer} is in ${out}: ${exported.related.length} related records, ${exported.mails.length} mails.`,
      );
    });
}

const furtherHelp = `
Reads only. The document is meant for the customer themselves: colleagues stand in it by their role. Its shape is
docs/customer-export.schema.json; docs/privacy.md says what is in it and for how long each thing is kept.`;
