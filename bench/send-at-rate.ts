import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { createSendingQuotas } from '../lambda/adapters/dynamo/control/sending-quotas.ts';
import { startSes } from '../local/endpoints/ses.ts';
import { dynalite, dynoxide } from '../test/support/dynamo-engines.ts';
import { createTable } from '../test/support/tables.ts';
import type { SenderReport, SenderSetup } from './send-worker.ts';

/** What came of sending a backlog for some seconds. Shares are of 1. */
export interface RateMeasurement {
  readonly maxSendRate: number;
  /** Of the account's rate. */
  readonly usedShare: number;
  /** Of the calls of SES. */
  readonly throttledShare: number;
  /** Conditional writes of the line, those that failed included. */
  readonly writesPerMail: number;
  readonly failedWritesPerMail: number;
}

const threads = 2;
/** As deployed: ten functions at a time. */
const functionsPerThread = 5;
/** For connections to open and code to become warm. */
const warmUpMs = 2_000;

/**
 * Sends in real time over HTTP: the real clients and the real line on a DynamoDB engine, against the SES stand-in, which
 * enforces the rate.
 */
export async function measureSendRate(maxSendRate: number, seconds: number): Promise<RateMeasurement> {
  const engine = await (dynoxide.missing === undefined ? dynoxide : dynalite).start();
  const ses = await startSes({ maxSendRate, max24HourSend: -1 });
  const client = engine.createClient();
  const table = await createTable(client, 'Control');
  await createSendingQuotas({ client, table }).note({
    ...{ maxSendRate, max24HourSend: -1, sentLast24Hours: 0 },
    readAt: new Date().toISOString(),
  });
  const endpoint = await client.config.endpoint?.();
  const dynamoUrl = `http://${endpoint?.hostname}:${endpoint?.port}`;
  const setup: SenderSetup = { table, dynamoUrl, sesUrl: ses.url, functions: functionsPerThread };
  const file = fileURLToPath(new URL('./send-worker.ts', import.meta.url));
  const workers = Array.from({ length: threads }, () => new Worker(file, { workerData: setup }));
  await sleep(warmUpMs);
  const before = ses.mails().length;
  const startMs = performance.now();
  await sleep(seconds * 1_000);
  const accepted = ses.mails().length - before;
  const tookSeconds = (performance.now() - startMs) / 1_000;
  const reports = await Promise.all(
    workers.map(async (worker): Promise<SenderReport> => {
      worker.postMessage('stop');
      const [report] = await once(worker, 'message');
      await worker.terminate();
      return report;
    }),
  );
  const sum = (of: (report: SenderReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const throttled = sum((report) => report.throttled);
  const mails = ses.mails().length;
  await ses.close();
  await engine.stop();
  return {
    maxSendRate,
    usedShare: accepted / (maxSendRate * tookSeconds),
    throttledShare: throttled / (throttled + mails),
    writesPerMail: sum((report) => report.writes) / mails,
    failedWritesPerMail: sum((report) => report.failedWrites) / mails,
  };
}
