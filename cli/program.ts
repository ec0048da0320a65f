import { Command } from 'commander';
import { apiKeyCommand } from './commands/api-key.ts';
import { approveCommand } from './commands/approve.ts';
import { checkCommand } from './commands/check.ts';
import { eraseCommand } from './commands/erase.ts';
import { explainCommand } from './commands/explain.ts';
import { exportCommand } from './commands/export.ts';
import { forecastCommand } from './commands/forecast.ts';
import { importCommand } from './commands/import.ts';
import { localCommand } from './commands/local.ts';
import { logCommand } from './commands/log.ts';
import { optoutCommand } from './commands/optout.ts';
import { previewCommand } from './commands/preview.ts';
import { proveCommand } from './commands/prove.ts';
import { recoverCommand } from './commands/recover.ts';
import { reindexCommand } from './commands/reindex.ts';
import { settleCommand } from './commands/settle.ts';
import { suspectsCommand } from './commands/suspects.ts';

/** The command line. Every command answers --help, and --json where it answers with data. */
export function createProgram(): Command {
  const program = new Command('fushime')
    .description('節目 Fushime: the right mail on the right day.')
    .showHelpAfterError('(add --help for how it is used)');
  const commands = [
    localCommand,
    checkCommand,
    previewCommand,
    forecastCommand,
    explainCommand,
    importCommand,
    suspectsCommand,
    approveCommand,
    settleCommand,
    optoutCommand,
    logCommand,
    exportCommand,
    eraseCommand,
    proveCommand,
    recoverCommand,
    reindexCommand,
    apiKeyCommand,
  ];
  for (const create of commands) program.addCommand(create());
  return program;
}
