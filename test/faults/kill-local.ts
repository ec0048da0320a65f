import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runKilledDay } from '../e2e/killed-day.ts';

// node test/faults/kill-local.ts --times 20 --mails 5000 [--kills 5] [--first 1]
// Each time a day of so many mails, its process killed at seeded moments; each line counts what was then wrong.
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20' },
    mails: { type: 'string', default: '5000' },
    kills: { type: 'string', default: '5' },
    first: { type: 'string', default: '1' },
  },
});
const [times, mails, kills, first] = [values.times, values.mails, values.kills, values.first].map(Number);
let wrong = 0;
for (let seed = first ?? 1; seed < (first ?? 1) + (times ?? 0); seed += 1) {
  const dir = mkdtempSync(join(tmpdir(), 'kill-local-'));
  const startedMs = performance.now();
  const day = await runKilledDay({ dir, seed, mails: mails ?? 0, kills: kills ?? 0 });
  const isRight = day.exitCode === 0 && day.missing.length + day.doubles.length + day.wronglyUncertain.length === 0;
  wrong += isRight ? 0 : 1;
  const numbers = {
    mails: day.mails,
    missing: day.missing.length,
    doubles: day.doubles.length,
    uncertain: day.uncertain.length,
    wronglyUncertain: day.wronglyUncertain.length,
    exit: day.exitCode,
    seconds: Math.round((performance.now() - startedMs) / 1000),
  };
  const counts = Object.entries(numbers).map(([name, number]) => `${name} ${number}`);
  process.stdout.write(`round ${seed}: killed ${day.kills.length} (${day.kills.join(', ')}): ${counts.join(', ')}\n`);
  // What went wrong can be looked into.
  if (isRight) rmSync(dir, { recursive: true, force: true });
  else process.stdout.write(`  kept in ${dir}\n${day.stderr}\n`);
}
process.stdout.write(`${times} rounds, ${wrong} wrong\n`);
if (wrong > 0) process.exitCode = 1;
