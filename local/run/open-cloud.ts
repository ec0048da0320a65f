import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../lib/build-app.ts';
import type { Deployment } from '../../lib/config/deployment.ts';
import { type LocalCloud, startLocalCloud } from '../cloud/local-cloud.ts';

/** What the local cloud is opened with. */
export interface OpenOptions {
  readonly deployment: Deployment;
  /** Keeps tables, bucket and queues between calls. @default a fresh set each time */
  readonly stateDir?: string;
  /** The virtual instant to begin at, in milliseconds since 1970 UTC. */
  readonly startMs: number;
  readonly onProgress: (text: string) => void;
}

/** Synthesizes the stacks as a deployment would and starts the cloud that they describe. `close` leaves nothing behind. */
export async function openCloud({ deployment, stateDir, startMs, onProgress }: OpenOptions): Promise<LocalCloud> {
  const outdir = await mkdtemp(join(tmpdir(), 'fushime-'));
  const removeTemplates = () => rm(outdir, { recursive: true, force: true });
  try {
    if (stateDir !== undefined) await mkdir(stateDir, { recursive: true });
    onProgress('Synthesizing the stacks…');
    buildApp({ deployment, outdir }).synth();
    onProgress('Starting the local cloud…');
    const cloud = await startLocalCloud({ outdir, startMs, ...(stateDir !== undefined && { stateDir }) });
    return {
      ...cloud,
      async close() {
        await cloud.close();
        await removeTemplates();
      },
    };
  } catch (error) {
    await removeTemplates();
    throw error;
  }
}
