import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { closeServer, urlOf } from '../proxy/local-listener.ts';
import type { EngineServer } from './dynoxide.ts';

/** Starts dynalite on a free port of 127.0.0.1: in memory, or on LevelDB files in `stateDir`. */
export async function startDynalite(stateDir?: string): Promise<EngineServer> {
  // Loaded only where it is used, and by `require`, as it comes without types.
  const dynalite: (options: object) => Server = createRequire(import.meta.url)('dynalite');
  if (stateDir !== undefined) mkdirSync(stateDir, { recursive: true });
  const storage = stateDir === undefined ? {} : { path: join(stateDir, 'dynalite') };
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, ...storage });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return { url: urlOf(server), close: () => closeServer(server) };
}
