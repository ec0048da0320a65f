import { readSavedState } from '../../local/cloud/engines/kept-state.ts';
import { CommandFailure } from '../command-failure.ts';
import { note } from '../print.ts';
import type { StageAccess } from './stage-access.ts';

/**
 * Starts the local cloud on the state that was kept in a folder, at the moment where it stopped. Closing lets all that
 * follows happen (plan, send, cards) and keeps the state. Throws CommandFailure where no state was kept.
 */
export async function openKeptStage(stateDir: string): Promise<StageAccess> {
  const saved = readSavedState(stateDir);
  if (saved === undefined) {
    throw new CommandFailure(
      `No local cloud has kept its state in ${stateDir}: "fushime local --state ${stateDir}" does.`,
      { isUsage: true },
    );
  }
  // Loaded only now: other ways to a stage need not wait for the local cloud's parts.
  const [{ local }, { openCloud }, { localAccess }] = await Promise.all([
    import('../../lib/config/local.ts'),
    import('../../local/run/open-cloud.ts'),
    import('./local-access.ts'),
  ]);
  const cloud = await openCloud({ deployment: local, stateDir, startMs: saved.clockMs, onProgress: note });
  return {
    name: `the state in ${stateDir}`,
    stage: local.stage,
    ...localAccess(cloud),
    clock: cloud.clock,
    settle: () => cloud.drain(),
    async close() {
      try {
        await cloud.drain();
      } finally {
        await cloud.close();
      }
    },
  };
}
