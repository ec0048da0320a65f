import type { Command } from 'commander';

/** What a command answers with: text for people, or with --json one document and nothing else on stdout. */
export function print(command: Command, answer: { readonly json: unknown; readonly text: string }): void {
  const { json } = command.opts<{ json?: boolean }>();
  process.stdout.write(json ? `${JSON.stringify(answer.json, undefined, 2)}\n` : `${answer.text}\n`);
}

/** Progress and remarks, kept off stdout. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Lets the process end with exit code 1: the command ran and found a problem. */
export function foundProblem(): void {
  process.exitCode = 1;
}
