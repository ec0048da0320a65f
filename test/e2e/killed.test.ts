import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runKilledDay } from './killed-day.ts';

test('whenever the machine dies, the day ends with each mail once, and whoever may have got none is named on a card', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'killed-'));
  const day = await runKilledDay({ dir, seed: 4, mails: 300, kills: 3 });
  expect(day.kills).toHaveLength(3);
  expect(day.kills).toContain('sending');
  expect(day).toMatchObject({ exitCode: 0, missing: [], doubles: [], wronglyUncertain: [] });
  expect(day.mails + day.uncertain.length).toBe(300);
  // At most what one function has in its hands at a time, for each kill.
  expect(day.uncertain.length).toBeLessThanOrEqual(3 * 10);
}, 300_000);
