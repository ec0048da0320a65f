import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LocalCloud } from '../../../local/cloud/local-cloud.ts';
import { startLocalCloud } from '../../../local/cloud/start-local-cloud.ts';
import { announce, readRunning } from '../../../local/run/running-cloud.ts';
import { synthesizeTinyApp } from '../cloud/tiny-app.ts';

const startMs = Date.parse('2027-03-13T23:30:00Z');
let cloud: LocalCloud;
let file: string;

beforeAll(async () => {
  cloud = await startLocalCloud({ outdir: synthesizeTinyApp(), startMs });
});
afterAll(() => cloud.close());
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'running-')), 'cache', 'running-cloud.json');
});

describe('a cloud that is announced', () => {
  test('is found with its addresses, its names and its time, by this user alone', async () => {
    await announce(cloud, file);
    const running = await readRunning(file);
    expect(running).toMatchObject({ pagesUrl: cloud.pagesUrl, proxyUrl: cloud.proxyUrl, region: 'ap-northeast-1' });
    expect(running?.variable('TABLE')).toBe(cloud.variable('TABLE'));
    expect(() => running?.variable('NONE')).toThrow('NONE');
    expect(Math.abs((running?.nowMs() ?? 0) - cloud.clock.nowMs())).toBeLessThan(60_000);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  test('tells its time again after its clock has been moved', async () => {
    const { update } = await announce(cloud, file);
    cloud.clock.moveTo(cloud.clock.nowMs() + 86_400_000);
    await update();
    expect(Math.abs(((await readRunning(file))?.nowMs() ?? 0) - cloud.clock.nowMs())).toBeLessThan(60_000);
  });

  test('is gone once it is taken back, and so is one whose process has ended', async () => {
    const { remove } = await announce(cloud, file);
    await remove();
    expect(await readRunning(file)).toBeUndefined();

    await announce(cloud, file);
    const { pid } = spawnSync(process.execPath, ['--eval', '']);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), pid }));
    expect(await readRunning(file)).toBeUndefined();
  });

  test('leaves alone what another one has announced since', async () => {
    const { remove, update } = await announce(cloud, file);
    const other = JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), pid: process.ppid });
    writeFileSync(file, other);
    await update();
    await remove();
    expect(readFileSync(file, 'utf8')).toBe(other);
  });
});

test.each(['', '{', '{"pid":1}'])('a file that says something else is as good as none: %s', async (text) => {
  file = join(mkdtempSync(join(tmpdir(), 'running-')), 'running-cloud.json');
  writeFileSync(file, text);
  expect(await readRunning(file)).toBeUndefined();
});
