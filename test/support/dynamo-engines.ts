import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { type AddressInfo, connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDocumentClient } from '../../lambda/adapters/dynamo/document-client.ts';

/** A running engine. `createClient` gives a client of its own, to be watched or broken by one test. */
export interface RunningEngine {
  createClient(): DynamoDBDocumentClient;
  stop(): Promise<void>;
}

/** A DynamoDB from the npm registry. `start` takes a free port of 127.0.0.1; the data is gone after `stop`. */
export interface DynamoEngine {
  readonly name: 'dynalite' | 'dynoxide';
  /** Why it cannot run here, when it cannot. */
  readonly missing?: string;
  start(): Promise<RunningEngine>;
}

const require = createRequire(import.meta.url);

/** Pure JavaScript, runs everywhere. Knows no transactions, TTL or streams; reports no index write units. */
export const dynalite: DynamoEngine = { name: 'dynalite', start: startDynalite };

/** A native binary, an optional dependency. Reports index write units. */
export const dynoxide: DynamoEngine = {
  name: 'dynoxide',
  ...(dynoxideBinary() === undefined && { missing: '@dynoxide/linux-x64 is not installed on this platform' }),
  start: startDynoxide,
};

/** Both engines; the stores keep to what both can do. */
export const dynamoEngines: readonly DynamoEngine[] = [dynalite, dynoxide];

async function startDynalite(): Promise<RunningEngine> {
  const createDynalite: (options: { readonly createTableMs: number }) => Server = require('dynalite');
  const server = createDynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return running(portOf(server), async () => {
    server.closeAllConnections();
    server.close();
  });
}

async function startDynoxide(): Promise<RunningEngine> {
  const binary = dynoxideBinary();
  if (binary === undefined) throw new Error(dynoxide.missing);
  const port = await freePort();
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  const killChild = () => child.kill();
  process.once('exit', killChild);
  for (let tries = 1; !(await accepts(port)); tries++) {
    if (tries > 200 || child.exitCode !== null) throw new Error('dynoxide did not start');
    await sleep(25);
  }
  return running(port, async () => {
    process.off('exit', killChild);
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  });
}

function running(port: number, stopEngine: () => Promise<void>): RunningEngine {
  const clients: DynamoDBDocumentClient[] = [];
  return {
    createClient() {
      const client = createDocumentClient({
        endpoint: `http://127.0.0.1:${port}`,
        region: 'ap-northeast-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients) client.destroy();
      await stopEngine();
    },
  };
}

function dynoxideBinary(): string | undefined {
  try {
    const binary = join(dirname(require.resolve('@dynoxide/linux-x64/package.json')), 'dynoxide');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return address.port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
