import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mutated } from './mutate.ts';
import { mutations } from './mutations.ts';

/** Each mutation's seeds end at the first that sees it. */
const SEEDS = 150;
const projectDir = join(import.meta.dirname, '..', '..');

/** The last line of a run with a mistake in the product. */
function runWith(mutation: string): Promise<string> {
  const script = join(import.meta.dirname, 'run.ts');
  const args = [script, '--mutation', mutation, '--seeds', String(SEEDS), '--until-found', '--workers', '1'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 1 << 28 }, (_, stdout, stderr) =>
      resolve(stdout.trimEnd().split('\n').at(-1) || stderr),
    );
  });
}

test('every mistake fits its source', () => {
  for (const mutation of mutations) {
    const source = readFileSync(join(projectDir, mutation.file), 'utf8');
    expect(() => mutated(mutation, source)).not.toThrow();
  }
});

describe('a mistake in the product is seen', () => {
  test.concurrent.each(mutations)('$name', { timeout: 1_200_000 }, async ({ name }) => {
    expect(await runWith(name)).toMatch(/violations [1-9]/);
  });
});
