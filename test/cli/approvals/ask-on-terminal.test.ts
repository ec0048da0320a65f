import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askOnTerminal } from '../../../cli/approvals/ask-on-terminal.ts';

async function asked(typed: string): Promise<{ readonly agreed: boolean; readonly shown: string }> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  input.end(typed);
  const agreed = await askOnTerminal('Approve?', { input, output });
  return { agreed, shown: String(output.read()) };
}

it.each(['y\n', 'Yes\n', ' YES \n'])('takes %j for a yes', async (typed) => {
  expect(await asked(typed)).toEqual({ agreed: true, shown: expect.stringContaining('Approve? [y/N]') });
});

it.each(['\n', 'n\n', 'yesterday\n', ''])('takes %j for a no', async (typed) => {
  expect((await asked(typed)).agreed).toBe(false);
});
