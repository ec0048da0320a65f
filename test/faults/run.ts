import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { SeedReport } from './worker.ts';

/*
 * npm run test:faults -- --seeds N [--first S] [--trace] [--mutation NAME] [--until-found]
 * Simulates the weeks of seeds S to S+N−1 and checks each; ends with 1 when something happened that never should.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    first: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
    mutation: { type: 'string', default: '' },
    /** Ends at the first seed with a violation. */
    'until-found': { type: 'boolean', default: false },
    workers: { type: 'string', default: String(Math.min(8, availableParallelism())) },
  },
});
const first = wholeNumber('first');
const seeds = wholeNumber('seeds');
const count = new Intl.NumberFormat('en').format;
const total = { seeds: 0, mails: 0, faults: 0, violations: 0 };
let next = first;
let isEnded = false;

function wholeNumber(name: 'first' | 'seeds' | 'workers'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} must be a whole number\n`);
  process.exit(2);
}

function report({ seed, hash, mails, faults, violations, tail }: SeedReport): void {
  total.seeds += 1;
  total.mails += mails;
  total.faults += faults;
  total.violations += violations.length;
  if (values.trace) process.stdout.write(`${tail.join('\n')}\n`);
  if (values.trace || violations.length > 0) process.stdout.write(`seed ${seed}  ${hash}\n`);
  if (violations.length === 0) return;
  if (!values.trace) process.stdout.write(`${tail.join('\n')}\n`);
  for (const { rule, what } of violations) process.stdout.write(`seed ${seed}: ${rule}: ${what}\n`);
  if (values['until-found']) isEnded = true;
}

/** One thread: takes the next seed as soon as it has done with one. */
function work(): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { mutation: values.mutation, keepsTrace: values.trace },
  });
  const give = () => {
    if (isEnded || next >= first + seeds) return void worker.terminate().then(() => resolve(), reject);
    worker.postMessage(next);
    next += 1;
  };
  worker.on('message', (message: SeedReport | 'ready') => {
    if (message !== 'ready') report(message);
    give();
  });
  worker.on('error', reject);
  return promise;
}

await Promise.all(Array.from({ length: Math.max(1, Math.min(seeds, wholeNumber('workers'))) }, work));
const { mails, faults, violations } = total;
process.stdout.write(
  `seeds ${count(total.seeds)}  mails ${count(mails)}  faults ${count(faults)}  violations ${count(violations)}\n`,
);
process.exitCode = violations > 0 ? 1 : 0;
