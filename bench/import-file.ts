import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { importProcess } from '../lib/jobs/import-job.ts';
import { dynalite, dynoxide } from '../test/support/dynamo-engines.ts';
import { createTable } from '../test/support/tables.ts';
import type { ImportSetup } from './import-worker.ts';

// npm run bench:import -- --rows 1000000
// A process as Lambda runs it (bundled, with the function's own settings) takes a CSV of so many customers in, twice, with the
// real stores over HTTP to a DynamoDB engine in a process of its own. A million rows take an hour, by the engine.
const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);

const dir = await mkdtemp(join(tmpdir(), 'bench-import-'));
const file = join(dir, 'customers.csv');
await pipeline(Readable.from(csvOf(rows)), createWriteStream(file));
const worker = join(dir, 'worker.mjs');
await build({
  ...{ entryPoints: [fileURLToPath(new URL('./import-worker.ts', import.meta.url))], outfile: worker },
  ...{ bundle: true, platform: 'node', target: 'node24', format: 'esm', logLevel: 'error' },
  // Of packages that are CommonJS inside.
  banner: {
    js: "import { createRequire as requireFor } from 'node:module'; const require = requireFor(import.meta.url);",
  },
});

const engine = await (dynoxide.missing === undefined ? dynoxide : dynalite).start();
const client = engine.createClient();
const endpoint = await client.config.endpoint?.();
const setup: ImportSetup = {
  ...{ file, rows, endpoint: `http://${endpoint?.hostname}:${endpoint?.port}` },
  customers: await createTable(client, 'Customers'),
  refusals: await createTable(client, 'Refusals'),
};
const child = spawn(process.execPath, [worker, JSON.stringify(setup)], {
  stdio: 'inherit',
  env: { ...process.env, ...importProcess },
});
const [exitCode] = await once(child, 'exit');

await engine.stop();
await rm(dir, { recursive: true });
process.exitCode = exitCode ?? 1;

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
