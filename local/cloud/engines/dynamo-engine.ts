import { forwardTo } from '../proxy/forward.ts';
import type { Backend } from '../proxy/http-message.ts';
import { startDynalite } from './dynalite.ts';
import { dynoxidePath, startDynoxide } from './dynoxide.ts';

/** Which DynamoDB stand-in: a native one, or one in plain JavaScript that runs anywhere. */
export type DynamoEngineName = 'dynoxide' | 'dynalite';

/** A running DynamoDB stand-in. */
export interface DynamoEngine {
  readonly name: DynamoEngineName;
  readonly url: string;
  readonly backend: Backend;
  close(): Promise<void>;
}

/** Starts the engine asked for, or the better one that this machine has. `stateDir` keeps the tables between starts. */
export async function startDynamoEngine(asked?: DynamoEngineName, stateDir?: string): Promise<DynamoEngine> {
  const name = asked ?? (dynoxidePath() === undefined ? 'dynalite' : 'dynoxide');
  const server = name === 'dynoxide' ? await startDynoxide(stateDir) : await startDynalite(stateDir);
  const { backend, close } = forwardTo(server.url);
  return {
    name,
    url: server.url,
    backend,
    async close() {
      close();
      await server.close();
    },
  };
}
