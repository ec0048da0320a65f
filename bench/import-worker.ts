import { createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { silentLog } from '../cli/rehearsal/quiet-ports.ts';
import { createCustomerStore } from '../lambda/adapters/dynamo/customers/customer-store.ts';
import { createDocumentClient } from '../lambda/adapters/dynamo/document-client.ts';
import { createRefusalStore } from '../lambda/adapters/dynamo/refusals/refusal-store.ts';
import { systemClock } from '../lambda/runtime/system-clock.ts';
import { importRecords } from '../lambda/use-cases/import/import-records.ts';
import { local } from '../lib/config/local.ts';

/** What the worker imports, and into which tables. */
export interface ImportSetup {
  readonly file: string;
  readonly rows: number;
  readonly endpoint: string;
  readonly customers: string;
  readonly refusals: string;
}

const { file, rows, endpoint, customers, refusals }: ImportSetup = JSON.parse(process.argv[2] ?? '');
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const client = createDocumentClient({ endpoint, region: 'ap-northeast-1', credentials });
const hasher = {
  hash: async (address: string) =>
    createHmac('sha256', 'a key of the bench').update(address.toLowerCase()).digest('base64url'),
};
const { stage } = local;
const tools = {
  ...{ stage, clock: systemClock, log: silentLog, hasher },
  customers: createCustomerStore({ client, table: customers, model: stage.recordModel, clock: systemClock, hasher }),
  refusals: createRefusalStore({ client, table: refusals }),
};

for (const time of ['first', 'second']) {
  const startMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const summary = await importRecords(tools, { file, open: () => createReadStream(file) });
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const { created, updated, unchanged, rejected } = summary;
  const counts = `created ${created}, updated ${updated}, unchanged ${unchanged}, rejected ${rejected}`;
  const speed = `${Math.round(rows / seconds)} rows a second, CPU ${((user + system) / 1e6).toFixed(0)} s`;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1_024);
  process.stdout.write(`${time} time: ${counts}; ${seconds.toFixed(0)} s, ${speed}, peak memory ${peakMb} MB\n`);
}
client.destroy();
