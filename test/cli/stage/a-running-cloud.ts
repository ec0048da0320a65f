import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { BucketFile } from '../../../lambda/ports.ts';
import type { LocalCloud } from '../../../local/cloud/local-cloud.ts';
import { type ImportFile, loadFiles } from '../../../local/run/load-files.ts';
import { runDays } from '../../../local/run/run-days.ts';
import { announce, readRunning } from '../../../local/run/running-cloud.ts';
import { openCloudOn } from '../../e2e/small-company.ts';

const zones = ['Asia/Tokyo'];

/** A local cloud that the commands of this test file find as they would find that of `npm start`. */
export interface ServedCloud {
  readonly cloud: LocalCloud;
  runDay(date: string): Promise<void>;
  close(): Promise<void>;
}

/** Loads files at the start of a day and serves, before any command has looked for a running cloud. */
export async function aRunningCloud(
  date: string,
  data: readonly ImportFile[],
  templates: readonly BucketFile[],
  options: Parameters<typeof openCloudOn>[1] = {},
): Promise<ServedCloud> {
  const dir = await mkdtemp(join(tmpdir(), 'fushime-test-'));
  const file = join(dir, 'running-cloud.json');
  // A cloud that somebody is really running on this machine must neither be found nor be hidden.
  vi.doMock(import('../../../local/run/running-cloud.ts'), async (importOriginal) => ({
    ...(await importOriginal()),
    readRunning: () => readRunning(file),
  }));
  const cloud = await openCloudOn(date, options);
  await loadFiles(cloud, data, templates, () => {});
  const announced = await announce(cloud, file);
  return {
    cloud,
    async runDay(day) {
      await runDays(cloud, { from: day, until: day }, zones);
      await announced.update();
    },
    async close() {
      await announced.remove();
      await cloud.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
