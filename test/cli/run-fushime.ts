import { vi } from 'vitest';
import { createProgram } from '../../cli/program.ts';
import { runProgram } from '../../cli/run-program.ts';

/** What a command left behind. */
export interface CommandOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, as `fushime <args>` would. */
export async function runFushime(...args: readonly string[]): Promise<CommandOutcome> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((stream) =>
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      written[stream] += String(text);
      return true;
    }),
  );
  const exitCodeBefore = process.exitCode;
  process.exitCode = 0;
  try {
    await runProgram(createProgram(), ['node', 'fushime', ...args]);
    return { exitCode: Number(process.exitCode), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    process.exitCode = exitCodeBefore;
  }
}
