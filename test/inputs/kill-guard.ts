import { Worker } from 'node:worker_threads';
import type { CompileTask } from './compile-worker.ts';

/** Generous: each takes a second at most. */
const KILLED_AFTER_MS = 60_000;

/** Compiles the sources in another thread; answers the beginnings of those that had to be killed, or that threw. */
export async function hangs(task: CompileTask): Promise<readonly string[]> {
  const found: string[] = [];
  let rest = task.sources;
  while (rest.length > 0) {
    const stoppedAt = await compileAll({ ...task, sources: rest }, found);
    if (stoppedAt === undefined) break;
    found.push(`hangs: ${beginningOf(rest[stoppedAt] ?? '')}`);
    rest = rest.slice(stoppedAt + 1);
  }
  return found;
}

/** The text around the first repetition, to be told by. */
function beginningOf(source: string): string {
  return `${source.slice(0, 40)} … ${source.slice(-10)}`;
}

function compileAll(task: CompileTask, thrown: string[]): Promise<number | undefined> {
  const worker = new Worker(new URL('./compile-worker.ts', import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    let current = 0;
    let guard: NodeJS.Timeout | undefined;
    worker.on('message', ({ index, error }: { readonly index: number; readonly error?: string }) => {
      if (error !== undefined) thrown.push(`throws ${error}: ${beginningOf(task.sources[index] ?? '')}`);
      current = index;
      clearTimeout(guard);
      guard = setTimeout(() => {
        void worker.terminate();
        resolve(current);
      }, KILLED_AFTER_MS);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      clearTimeout(guard);
      resolve(undefined);
    });
  });
}
