import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runFushime } from './run-fushime.ts';
import { aRunningCloud, type ServedCloud } from './stage/a-running-cloud.ts';

describe('fushime api-key', () => {
  let served: ServedCloud;
  beforeAll(async () => {
    served = await aRunningCloud('2027-03-15', [], []);
  });
  afterAll(() => served?.close());

  const statusWith = async (key: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    return (await fetch(`${served.cloud.pagesUrl}/v1/events`, { method: 'POST', body: '[]', headers })).status;
  };

  it('prints the key and nothing else, and where it is for', async () => {
    const { exitCode, stdout, stderr } = await runFushime('api-key');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\S{32,}\n$/);
    expect(stderr).toContain(`${served.cloud.pagesUrl}/v1/events`);
    // Let in, and told what is missing.
    expect(await statusWith(stdout.trim())).toBe(422);
    expect(await statusWith('x'.repeat(64))).toBe(401);
  });

  it('makes a new one, while the one of before goes on working', async () => {
    const before = (await runFushime('api-key')).stdout.trim();
    const { key } = JSON.parse((await runFushime('api-key', '--rotate', '--json')).stdout);
    expect(key).not.toBe(before);
    expect((await runFushime('api-key')).stdout.trim()).toBe(key);
    expect(await statusWith(before)).toBe(422);
  });
});
