import { Command } from 'commander';
import { type Reindexed, reindexRecords } from '../../lambda/use-cases/reindex-records.ts';
import { CommandFailure } from '../command-failure.ts';
import { foundProblem, note, print } from '../print.ts';
import { inStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';
import type { StageTools } from '../stage/stage-tools.ts';

/** `fushime reindex`: brings records that were taken in earlier in line with the record model as it is now. */
export function reindexCommand(): Command {
  const command = new Command('reindex')
    .description('read all records again as their columns are now: when a field becomes a date')
    .option('--type <type>', 'only records of this type')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (options: StageOptions & { readonly type?: string }) => {
      const types = await inStage(options, ({ tools }) => reindexTypes(tools, options.type));
      print(command, { json: { types }, text: textOf(types) });
      if (types.some(({ unreadable }) => unreadable.length > 0)) foundProblem();
    });
}

const furtherHelp = `
Deploy the stage with its new record model first. Repeating this writes nothing.
Exit code 1 when a text is not of its column's kind: it stays as it is, and starts no mail. Correct it in the source and
import that again.`;

async function reindexTypes(tools: StageTools, only: string | undefined): Promise<readonly Reindexed[]> {
  const known = [...tools.stage.recordModel.map(({ type }) => type), 'event'];
  if (only !== undefined && !known.includes(only)) {
    throw new CommandFailure(`--type: one of ${known.join(', ')}`, { isUsage: true });
  }
  const done: Reindexed[] = [];
  for (const type of only === undefined ? known : [only]) {
    done.push(await reindexRecords(tools, type, (records) => note(`${type}: ${records} read`)));
  }
  return done;
}

function textOf(types: readonly Reindexed[]): string {
  return types
    .flatMap(({ type, records, changed, unreadable }) => [
      `${type}: ${records} records, ${changed} changed, ${unreadable.length} fields unreadable`,
      ...unreadable.map(({ record, field }) => `  ${record}: ${field} cannot be read`),
    ])
    .join('\n');
}
