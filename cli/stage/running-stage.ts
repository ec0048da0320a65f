import { local } from '../../lib/config/local.ts';
import { readRunning } from '../../local/run/running-cloud.ts';
import { localAccess } from './local-access.ts';
import type { StageAccess } from './stage-access.ts';

/** Reaches the local cloud that another process of this machine serves; undefined when there is none. What is set off happens there. */
export async function openRunningStage(): Promise<StageAccess | undefined> {
  const running = await readRunning();
  if (running === undefined) return undefined;
  return {
    name: 'the local cloud',
    stage: local.stage,
    ...localAccess(running),
    clock: running,
    close: async () => {},
  };
}
