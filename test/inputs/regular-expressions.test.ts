import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import type { PumpTask } from './pump-worker.ts';
import { type FoundRegex, regexesIn } from './regexes-in.ts';

/** Generous: what is linear is done with an expression in some milliseconds, what is not takes minutes to years. */
const KILLED_AFTER_MS = 30_000;

/** Tries every expression; answers those that had to be killed. */
async function hanging(regexes: readonly FoundRegex[], killedAfterMs: number): Promise<readonly string[]> {
  const hung: string[] = [];
  let rest = regexes;
  while (rest.length > 0) {
    const stoppedAt = await tryAll({ regexes: rest, short: 300, long: 200_000 }, killedAfterMs);
    if (stoppedAt === undefined) break;
    const index = rest.findIndex(({ at, source }) => `${at} ${source}` === stoppedAt);
    hung.push(stoppedAt);
    rest = rest.slice(index + 1);
  }
  return hung;
}

function tryAll(task: PumpTask, killedAfterMs: number): Promise<string | undefined> {
  const worker = new Worker(new URL('./pump-worker.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    let current = '';
    const kill = () => {
      void worker.terminate();
      resolve(current);
    };
    let guard: NodeJS.Timeout | undefined;
    worker.on('message', (at: string) => {
      current = at;
      clearTimeout(guard);
      guard = setTimeout(kill, killedAfterMs);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearTimeout(guard);
      resolve(undefined);
    });
  });
}

/** Expressions that would take the square of any text, and why the texts that they meet are not any. */
const spared = new Map([
  [String.raw`\{\{~?!--[\s\S]*?--~?\}\}`, 'asked only where the text has an end of a comment further on'],
  [String.raw`\{\{~?![\s\S]*?\}\}`, 'asked only where the text has an end of a tag further on'],
  [
    String.raw`[rR]?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')\s*\]`,
    'asked only where the parser has found a text in quotes',
  ],
]);

/** Files that put expressions together at run time: of constants, looked at by a person. */
const made = [
  'lambda/domain/campaign-file/derive-text.ts',
  'lambda/domain/campaign-file/protect-tags.ts',
  'lambda/domain/feedback/send-tags.ts',
  'lambda/domain/privacy/trace-finder.ts',
  'lambda/domain/records/read-date-text.ts',
  'lambda/domain/sign-in/return-path.ts',
  'lambda/functions/pages/sign-in-cookies.ts',
];

test('no regular expression hangs on a string that is made to make it', { timeout: 600_000 }, async () => {
  const found = regexesIn('lambda');
  expect(found.literals.length).toBeGreaterThan(100);
  const sources = found.literals.map(({ source }) => source);
  expect([...spared.keys()].filter((source) => !sources.includes(source))).toEqual([]);
  const tried = found.literals.filter(({ source }) => !spared.has(source));
  expect(await hanging(tried, KILLED_AFTER_MS)).toEqual([]);
  expect(found.made).toEqual(made);
});

test('one that hangs is found', { timeout: 120_000 }, async () => {
  const quadratic = { at: 'here', source: '\\s+$', flags: '' };
  const exponential = { at: 'there', source: '^(a+)+$', flags: '' };
  const sound = { at: 'nowhere', source: '^a+$', flags: '' };
  expect(await hanging([sound, quadratic, exponential, sound], 2_000)).toEqual(['here \\s+$', 'there ^(a+)+$']);
});
