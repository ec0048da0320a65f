import { createInterface } from 'node:readline/promises';

/** Whether there is somebody to ask. */
export function isTerminal(): boolean {
  return process.stdin.isTTY === true;
}

/** Where a question is asked. Standard output is left to the command's answer. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

const ownTerminal = (): Terminal => ({ input: process.stdin, output: process.stderr });

/** Asks a question that y or yes agrees to; anything else, Ctrl+C and the end of input are a no. */
export async function askOnTerminal(question: string, terminal: Terminal = ownTerminal()): Promise<boolean> {
  const lines = createInterface(terminal);
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    // Node 24 has the question fail with an AbortError at Ctrl+C.
    const answered = lines.question(`${question} [y/N] `).catch(() => '');
    return /^y(?:es)?$/i.test((await Promise.race([answered, ended])).trim());
  } finally {
    lines.close();
  }
}
