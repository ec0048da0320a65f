import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The file in which dynoxide keeps the tables of a state folder. */
export function tablesFileIn(stateDir: string): string {
  return join(resolve(stateDir), 'dynamo.sqlite');
}

const released = { everyMs: 20, withinMs: 10_000 };

/**
 * Waits until no process has a state folder's tables open: the engine of a cloud that was killed ends soon after it.
 * Throws an Error where another cloud goes on with them.
 */
export async function untilReleased(stateDir: string): Promise<void> {
  const file = tablesFileIn(stateDir);
  for (let waitedMs = 0; ; waitedMs += released.everyMs) {
    const user = existsSync(file) ? userOf(file) : undefined;
    if (user === undefined) return;
    if (waitedMs >= released.withinMs) {
      throw new Error(`The state in ${stateDir} is in use: process ${user} has its tables open.`);
    }
    await sleep(released.everyMs);
  }
}

/** The first process that was started with a file among its arguments. Only Linux tells, and only there dynoxide runs. */
function userOf(file: string): string | undefined {
  const processes = existsSync('/proc/self/cmdline') ? readdirSync('/proc') : [];
  return processes.filter((name) => /^\d+$/.test(name)).find((pid) => argumentsOf(pid).includes(file));
}

function argumentsOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

/** Removes what a start left behind that was killed before anything had happened: tables may be half made. */
export function forgetHalfStart(stateDir: string): void {
  const engines = /^(dynamo\.sqlite|fauxqs\.db|dynalite)/;
  const names = existsSync(stateDir) ? readdirSync(stateDir).filter((name) => engines.test(name)) : [];
  for (const name of names) rmSync(join(stateDir, name), { recursive: true, force: true });
}
