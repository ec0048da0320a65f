import { parentPort, workerData } from 'node:worker_threads';
import type { Violation } from './checker/violation.ts';
import { applyMutation } from './mutate.ts';

/** What came of one seed. */
export interface SeedReport {
  readonly seed: number;
  readonly hash: string;
  readonly mails: number;
  readonly faults: number;
  readonly violations: readonly Violation[];
  /** The end of its trace, or all of it. */
  readonly tail: readonly string[];
}

const { mutation, keepsTrace }: { readonly mutation: string; readonly keepsTrace: boolean } = workerData;
// Before any of the product's files is loaded.
if (mutation !== '') applyMutation(mutation);
const { loadHandlers } = await import('./functions/prepare.ts');
const handlers = await loadHandlers();
const { simulateWeek } = await import('./week.ts');
const { RunawayError } = await import('./sim/loop.ts');
const { checkWeek } = await import('./checker/check-week.ts');

/** A week that never comes to rest is itself what should not happen. */
async function runSeed(seed: number): Promise<SeedReport> {
  try {
    return await checkedSeed(seed);
  } catch (error) {
    if (!(error instanceof RunawayError)) throw error;
    const violations = [{ rule: 'runaway', what: error.message }];
    return { seed, hash: '', mails: 0, faults: 0, violations, tail: [...error.tail] };
  }
}

async function checkedSeed(seed: number): Promise<SeedReport> {
  const { records, trace, faults } = await simulateWeek(seed, handlers, { keepsTrace });
  const violations = checkWeek(records);
  const tail = keepsTrace || violations.length > 0 ? [...trace.tail()] : [];
  return { seed, hash: trace.hash(), mails: records.mails.length, faults, violations, tail };
}

parentPort?.on('message', async (seed: number) => parentPort?.postMessage(await runSeed(seed)));
parentPort?.postMessage('ready');
