import { createInterface } from 'node:readline';

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
  const lines = createInterface({ ...terminal, prompt: `${question} [y/N] ` });
  const answer = await new Promise<string>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => {
      // Nobody pressed Enter: what is said next begins on a line of its own.
      terminal.output.write('\n');
      resolve('');
    });
    lines.prompt();
  });
  lines.removeAllListeners('close').close();
  return /^y(?:es)?$/i.test(answer.trim());
}
