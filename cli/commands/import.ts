import { Command } from 'commander';
import { askOnTerminal, isTerminal } from '../approvals/ask-on-terminal.ts';
import { readDecider } from '../approvals/decider.ts';
import type { Reply } from '../approvals/reply.ts';
import { CommandFailure } from '../command-failure.ts';
import { decideHeld, listHeld } from '../import/decide-held.ts';
import { findFiles } from '../import/find-files.ts';
import { importFiles } from '../import/import-files.ts';
import { foundProblem, print } from '../print.ts';
import { inStage, type OpenStage } from '../stage/open-stage.ts';
import { type StageOptions, withStageOptions } from '../stage/stage-options.ts';

interface ImportOptions extends StageOptions {
  readonly full?: true;
  readonly yes?: true;
  readonly errors?: string;
  readonly held?: true;
  readonly take?: string;
  readonly drop?: string;
  readonly by?: string;
  readonly comment?: string;
  readonly json?: true;
}

/** `fushime import`: uploads files of records, follows their import, and decides on those that wait. */
export function importCommand(): Command {
  const command = new Command('import')
    .description('bring files of customers and other records in; or decide on those that wait for a person')
    .argument('[files...]', 'CSV, Excel (.xlsx) or events.jsonl; the name says what a file holds')
    .option('--full', 'each file is the whole of its type: what it lacks is removed')
    .option('--yes', 'with --full: remove as many as are missing, without asking')
    .option('--errors <file>', 'write the list of rows that are wrong to this file')
    .option('--held', 'list the files that wait for a person')
    .option('--take <key>', 'take in a file that waits')
    .option('--drop <key>', 'drop a file that waits')
    .option('--by <name>', 'who decides (your login name)')
    .option('--comment <text>', 'kept with the decision')
    .option('--json', 'one JSON document on stdout');
  return withStageOptions(command)
    .addHelpText('after', furtherHelp)
    .action(async (files: readonly string[], options: ImportOptions) => {
      const work = readWork(files, options);
      const { json, text, ok } = await inStage(options, work);
      print(command, { json, text });
      if (!ok) foundProblem();
    });
}

const furtherHelp = `
Importing the same file twice changes nothing the second time. A file that would change the name or address of many
known customers, or with --full remove many records, waits for a person; on a terminal you are asked.
Ctrl+C leaves the import to itself. Exit code 1 when rows were rejected or a file waits.`;

/** What the command line asks for. Throws CommandFailure for what does not go together. */
function readWork(files: readonly string[], options: ImportOptions): (opened: OpenStage) => Promise<Reply> {
  const { full = false, yes = false, errors, held, take, drop, json } = options;
  const asked = [files.length > 0, held, take !== undefined, drop !== undefined].filter(Boolean).length;
  if (asked === 0) throw wrong('Which files? Give their paths, or --held to list those that wait.');
  if (asked > 1) throw wrong('Files, --held, --take and --drop exclude each other.');
  if (yes && !full) throw wrong('--yes goes with --full.');
  if (full && files.length === 0) throw wrong('--full goes with files.');
  const errorsPath = errors === undefined ? {} : { errorsPath: errors };
  if (held) return ({ tools }) => listHeld(tools);
  const key = take ?? drop;
  if (key !== undefined) {
    const answer = { decision: take === undefined ? 'drop' : 'take', ...readDecider(options), ...errorsPath } as const;
    return (opened) => decideHeld(opened, key, answer);
  }
  return async (opened) =>
    importFiles(opened, await findFiles(opened.stage.recordModel, files), {
      ...{ isFull: full, isMeant: yes, decider: () => readDecider(options), ...errorsPath },
      ...(isTerminal() && json === undefined && { ask: (question: string) => askOnTerminal(question) }),
    });
}

function wrong(message: string): CommandFailure {
  return new CommandFailure(message, { isUsage: true });
}
