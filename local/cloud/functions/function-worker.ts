import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { patchDate, patchSleep } from '../../virtual-clock.ts';
import type { InvokeMessage, WorkerMessage, WorkerSetup } from './worker-messages.ts';

// Runs in a worker thread of its own: one Lambda function, one event at a time.
const setup: WorkerSetup = workerData;
const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread only.');

const tell = (message: WorkerMessage) => port.postMessage(message);
captureLog(process.stdout);
captureLog(process.stderr);
patchDate(setup.clock);
patchSleep(setup.clock);

// Loaded at the first event, so that an error while loading is told like any other.
let handler: Promise<(event: unknown, context: unknown) => unknown> | undefined;

port.on('message', async ({ requestId, event }: InvokeMessage) => {
  try {
    handler ??= loadHandler();
    const result = await (await handler)(event, contextOf(requestId));
    // Lambda answers with JSON.
    tell({ kind: 'done', requestId, result: result === undefined ? null : JSON.parse(JSON.stringify(result)) });
  } catch (error) {
    const known = error instanceof Error;
    if (known) process.stderr.write(`${error.stack ?? error.message}\n`);
    const [errorType, errorMessage] = known ? [error.name, error.message] : ['Error', String(error)];
    tell({ kind: 'failed', requestId, errorType, errorMessage });
  }
});

async function loadHandler() {
  const code: Record<string, unknown> = await import(pathToFileURL(setup.codeFile).href);
  const exported = code[setup.exportName];
  if (typeof exported !== 'function') throw new Error(`${setup.exportName} is no function`);
  return (event: unknown, context: unknown): unknown => exported(event, context);
}

function contextOf(awsRequestId: string) {
  // In real time: what the function does takes real time too.
  const endsAtMs = performance.now() + setup.timeoutMs;
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: setup.functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: setup.functionArn,
    logGroupName: setup.logGroup,
    logStreamName: 'local',
    memoryLimitInMB: String(setup.memoryMiB),
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAtMs - performance.now())),
  };
}

function captureLog(stream: NodeJS.WriteStream): void {
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    tell({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') });
    for (const callback of rest) if (typeof callback === 'function') callback();
    return true;
  };
}
