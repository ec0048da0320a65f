import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FunctionPart } from '../wiring/cloud-parts.ts';
import type { WorkerMessage, WorkerSetup } from './worker-messages.ts';

/** How an invocation ended. */
export type InvocationResult =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly timedOut: boolean; readonly errorType: string; readonly errorMessage: string };

/** A function that runs in a worker thread of its own, started at the first event. */
export interface RunningFunction {
  readonly part: FunctionPart;
  /** Waits for its turn, then runs; one event at a time. */
  invoke(event: unknown): Promise<InvocationResult>;
  close(): Promise<void>;
}

/** What a function runs in. */
export interface FunctionSurroundings {
  readonly clock: SharedArrayBuffer;
  readonly env: Readonly<Record<string, string>>;
  readonly onLog: (text: string) => void;
}

/** Prepares a function. Its worker is replaced after a timeout or a crash, as Lambda would. */
export function runFunction(part: FunctionPart, surroundings: FunctionSurroundings): RunningFunction {
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  let isClosed = false;
  const setup = setupOf(part, surroundings.clock);

  function start(): Worker {
    const started = new Worker(new URL('./function-worker.ts', import.meta.url), {
      workerData: setup,
      env: { ...surroundings.env },
      // Not those of this process, such as a debugger's or a test runner's.
      execArgv: [],
    });
    started.on('message', (message: WorkerMessage) => {
      if (message.kind === 'log') surroundings.onLog(message.text);
    });
    started.once('exit', () => {
      if (worker === started) worker = undefined;
    });
    return started;
  }

  async function run(event: unknown): Promise<InvocationResult> {
    if (isClosed) return { ok: false, timedOut: false, errorType: crash, errorMessage: 'The local cloud is closed.' };
    worker ??= start();
    const result = await invokeOnce(worker, event, part.timeoutMs);
    if (!result.ok && (result.timedOut || result.errorType === crash)) {
      const broken = worker;
      worker = undefined;
      await broken?.terminate();
    }
    return result;
  }

  return {
    part,
    invoke(event) {
      const result = turn.then(() => run(event));
      turn = result.catch(() => undefined);
      return result;
    },
    async close() {
      isClosed = true;
      await worker?.terminate();
    },
  };
}

const crash = 'Runtime.ExitError';

function invokeOnce(worker: Worker, event: unknown, timeoutMs: number): Promise<InvocationResult> {
  return new Promise((resolve) => {
    const requestId = randomUUID();
    const end = (result: InvocationResult) => {
      clearTimeout(timer);
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
      resolve(result);
    };
    const failed = (errorType: string, errorMessage: string, timedOut = false) =>
      end({ ok: false, timedOut, errorType, errorMessage });
    const onMessage = (message: WorkerMessage) => {
      if (message.kind === 'log' || message.requestId !== requestId) return;
      if (message.kind === 'done') end({ ok: true, result: message.result });
      else failed(message.errorType, message.errorMessage);
    };
    const onError = (error: Error) => failed(crash, error.message);
    const onExit = () => failed(crash, 'The function ended its process.');
    const timer = setTimeout(
      () => failed('Sandbox.Timedout', `Task timed out after ${timeoutMs / 1000} seconds`, true),
      timeoutMs,
    );
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage({ requestId, event });
  });
}

function setupOf(part: FunctionPart, clock: SharedArrayBuffer): WorkerSetup {
  const dot = part.handler.lastIndexOf('.');
  const file = join(part.codeDir, part.handler.slice(0, dot));
  const codeFile = [`${file}.mjs`, `${file}.js`].find((path) => existsSync(path));
  if (codeFile === undefined) throw new Error(`${part.logicalId}: there is no ${file}.mjs`);
  return {
    codeFile,
    exportName: part.handler.slice(dot + 1),
    clock,
    functionName: part.name,
    functionArn: part.arn,
    memoryMiB: part.memoryMiB,
    timeoutMs: part.timeoutMs,
    logGroup: `/aws/lambda/${part.name}`,
  };
}
