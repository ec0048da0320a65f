import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tablesFileIn } from './state-folder.ts';

/** A server process or module that listens at `url`. */
export interface EngineServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Where the dynoxide binary is; undefined on machines it was not built for. */
export function dynoxidePath(): string | undefined {
  try {
    const packageFile = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json');
    const path = join(dirname(packageFile), 'dynoxide');
    return existsSync(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

// The shell ends the server when our end of its standard input closes, also when this process is killed.
const untilInputEnds = '"$0" "$@" & server=$!; cat > /dev/null; kill -INT $server 2> /dev/null; wait $server';

/** Starts dynoxide on a free port: in memory, or on a SQLite file in `stateDir`. */
export async function startDynoxide(stateDir?: string): Promise<EngineServer> {
  const path = dynoxidePath();
  if (path === undefined) throw new Error('dynoxide is not installed for this machine; use the engine dynalite.');
  // Package managers do not always keep the execute bit.
  chmodSync(path, 0o755);
  if (stateDir !== undefined) mkdirSync(stateDir, { recursive: true });
  const storage = stateDir === undefined ? [] : ['--db-path', tablesFileIn(stateDir)];
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const args = ['serve', '--host', '127.0.0.1', '--port', String(port), ...storage];
    const child = spawn('sh', ['-c', untilInputEnds, path, ...args], {
      // In a group of its own: Ctrl-C must not end it before the rest has been written.
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.unref();
    if (await answers(port)) {
      return {
        url: `http://127.0.0.1:${port}`,
        async close() {
          child.ref();
          child.stdin.end();
          await ended;
        },
      };
    }
    child.stdin.end();
    if (attempt === 3) throw new Error('dynoxide did not start.');
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

async function answers(port: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < 5000; waitedMs += 5) {
    if (await canConnect(port)) return true;
    await sleep(5);
  }
  return false;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
