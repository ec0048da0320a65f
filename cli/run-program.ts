import { type Command, CommanderError } from 'commander';
import { CommandFailure } from './command-failure.ts';

/** Exit codes: 0 = done, 1 = ran and found a problem, 2 = wrong usage. */
type ExitCode = 0 | 1 | 2;

/** Runs the command line and sets the process's exit code. People get sentences; a stack only with FUSHIME_DEBUG set. */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  for (const command of [program, ...program.commands]) command.exitOverride();
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    process.exitCode = explainFailure(error);
  }
}

function explainFailure(error: unknown): ExitCode {
  // Commander has already said what is wrong, or shown the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandFailure) {
    process.stderr.write(`fushime: ${error.message}\n`);
    return error.isUsage ? 2 : 1;
  }
  const shown = process.env.FUSHIME_DEBUG ? (error instanceof Error ? error.stack : String(error)) : messageOf(error);
  process.stderr.write(`fushime: ${shown}\n`);
  return 1;
}

function messageOf(error: unknown): string {
  return `something went wrong that should not have: ${error instanceof Error ? error.message : String(error)}`;
}
