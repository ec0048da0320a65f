import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BucketFile } from '../../../lambda/ports.ts';
import { readSavedState } from '../../../local/cloud/engines/kept-state.ts';
import type { LocalCloud } from '../../../local/cloud/local-cloud.ts';
import { type ImportFile, loadFiles } from '../../../local/run/load-files.ts';
import { runDays } from '../../../local/run/run-days.ts';
import { openCloudOn } from '../../e2e/small-company.ts';

const zones = ['Asia/Tokyo'];

/** A local cloud's state in a folder, as `fushime local --once --state` leaves it. */
export interface KeptState {
  readonly dir: string;
  /** Opens the cloud where it stopped, looks or works, and keeps the state again. */
  inside<T>(work: (cloud: LocalCloud) => Promise<T>): Promise<T>;
  /** Runs a day, as `fushime local --once --date` would. */
  runDay(date: string): Promise<void>;
  remove(): Promise<void>;
}

/** Loads files at the start of a day and keeps the state. */
export async function aKeptState(
  date: string,
  data: readonly ImportFile[],
  templates: readonly BucketFile[],
): Promise<KeptState> {
  const dir = await mkdtemp(join(tmpdir(), 'fushime-test-'));
  async function inside<T>(work: (cloud: LocalCloud) => Promise<T>): Promise<T> {
    const startMs = readSavedState(dir)?.clockMs;
    const cloud = await openCloudOn(date, { stateDir: dir, ...(startMs !== undefined && { startMs }) });
    try {
      return await work(cloud);
    } finally {
      await cloud.close();
    }
  }
  await inside((cloud) => loadFiles(cloud, data, templates, () => {}));
  return {
    dir,
    inside,
    runDay: (day) => inside((cloud) => runDays(cloud, { from: day, until: day }, zones)),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
