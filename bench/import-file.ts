import { createHmac } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { silentLog } from '../cli/rehearsal/quiet-ports.ts';
import { createCustomerStore } from '../lambda/adapters/dynamo/customers/customer-store.ts';
import { createRefusalStore } from '../lambda/adapters/dynamo/refusals/refusal-store.ts';
import { systemClock } from '../lambda/runtime/system-clock.ts';
import { importRecords } from '../lambda/use-cases/import/import-records.ts';
import { local } from '../lib/config/local.ts';
import { dynalite, dynoxide } from '../test/support/dynamo-engines.ts';
import { createTable } from '../test/support/tables.ts';

// node --max-semi-space-size=8 bench/import-file.ts [--rows 1000000]    (the flag: as the import function runs)
// Takes a CSV of so many customers in twice, with the real stores over HTTP to a DynamoDB engine in a process of its own.
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);

const dir = await mkdtemp(join(tmpdir(), 'bench-import-'));
const file = join(dir, 'customers.csv');
await pipeline(Readable.from(csvOf(rows)), createWriteStream(file));

const engine = await (dynoxide.missing === undefined ? dynoxide : dynalite).start();
const client = engine.createClient();
const key = 'a key of the bench';
const hasher = {
  hash: async (address: string) => createHmac('sha256', key).update(address.toLowerCase()).digest('base64url'),
};
const tools = {
  stage: local.stage,
  clock: systemClock,
  log: silentLog,
  hasher,
  customers: createCustomerStore({
    client,
    table: await createTable(client, 'Customers'),
    model: local.stage.recordModel,
    clock: systemClock,
    hasher,
  }),
  refusals: createRefusalStore({ client, table: await createTable(client, 'Refusals') }),
};

for (const time of ['first', 'second']) {
  const startMs = performance.now();
  const cpuBefore = process.cpuUsage();
  const { created, updated, unchanged, rejected } = await importRecords(tools, {
    file,
    open: () => createReadStream(file),
  });
  const seconds = (performance.now() - startMs) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const counts = `created ${created}, updated ${updated}, unchanged ${unchanged}, rejected ${rejected}`;
  const speed = `${Math.round(rows / seconds)} rows a second, CPU ${((user + system) / 1e6).toFixed(0)} s`;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1_024);
  process.stdout.write(`${time} time: ${counts}; ${seconds.toFixed(0)} s, ${speed}, peak memory ${peakMb} MB\n`);
}

await engine.stop();
await rm(dir, { recursive: true });

function* csvOf(count: number): Generator<string> {
  yield '顧客ID,会社名,氏名,顧客メールアドレス,担当者,担当者メールアドレス,誕生日,最終購入日,契約終了日,契約状態,配信同意,備考\r\n';
  let lines = '';
  for (let n = 1; n <= count; n += 1) {
    const day = String((n % 28) + 1).padStart(2, '0');
    const month = String((n % 12) + 1).padStart(2, '0');
    const dates = `${1950 + (n % 55)}-${month}-${day},${2024 + (n % 3)}-${month}-${day},2027-${month}-${day}`;
    const owner = `担当${n % 40},owner${n % 40}@example.jp`;
    lines += `C${n},株式会社第${n}商事,山田 ${n}郎,c${n}@example.com,${owner},${dates},有効,はい,メモ ${n}\r\n`;
    if (n % 1_000 !== 0 && n !== count) continue;
    yield lines;
    lines = '';
  }
}
