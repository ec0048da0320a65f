import { Command } from 'commander';
import { checkCommand } from './commands/check.ts';
import { explainCommand } from './commands/explain.ts';
import { forecastCommand } from './commands/forecast.ts';
import { localCommand } from './commands/local.ts';
import { previewCommand } from './commands/preview.ts';

/** The command line. Every command answers --help, and --json where it answers with data. */
export function createProgram(): Command {
  const program = new Command('fushime')
    .description('節目 Fushime: the right mail on the right day.')
    .showHelpAfterError('(add --help for how it is used)');
  for (const create of [localCommand, checkCommand, previewCommand, forecastCommand, explainCommand]) {
    program.addCommand(create());
  }
  return program;
}
