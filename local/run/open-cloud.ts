import { mkdir } from 'node:fs/promises';
import type { Deployment } from '../../lib/config/deployment.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import { startLocalCloud } from '../cloud/start-local-cloud.ts';
import { synthesize } from './synthesize.ts';

/** What the local cloud is opened with. */
export interface OpenOptions {
  readonly deployment: Deployment;
  /** Keeps tables, bucket and queues between calls. @default a fresh set each time */
  readonly stateDir?: string;
  /** The virtual instant to begin at, in milliseconds since 1970 UTC. */
  readonly startMs: number;
  /** Port of the pages behind links. @default that of the kept state if it is free, else any */
  readonly pagesPort?: number;
  readonly onProgress: (text: string) => void;
}

/** Rehearsing should not take as long as mailing: the local account may send as fast as the machine can. */
const generousAccount = { maxSendRate: 1_000, max24HourSend: 1_000_000 };

/** Synthesizes the stacks as a deployment would and starts the cloud that they describe. */
export async function openCloud(options: OpenOptions): Promise<LocalCloud> {
  const { deployment, stateDir, startMs, pagesPort, onProgress } = options;
  if (stateDir !== undefined) await mkdir(stateDir, { recursive: true });
  onProgress('Synthesizing the stacks…');
  const outdir = await synthesize(deployment);
  onProgress('Starting the local cloud…');
  const { timeZone } = deployment.stage;
  return startLocalCloud({
    ...{ outdir, startMs, timeZone, ses: generousAccount },
    ...(stateDir !== undefined && { stateDir }),
    ...(pagesPort !== undefined && { pagesPort }),
  });
}
