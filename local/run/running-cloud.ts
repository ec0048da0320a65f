import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { LocalCloud } from '../cloud/local-cloud.ts';

const defaultFile = fileURLToPath(new URL('../../node_modules/.cache/fushime/running-cloud.json', import.meta.url));

const runningSchema = z.object({
  pid: z.int().positive(),
  region: z.string(),
  proxyUrl: z.url(),
  pagesUrl: z.url(),
  nowMs: z.number(),
  variables: z.record(z.string(), z.string()),
});

/** A local cloud that another process of this machine serves. */
export interface RunningCloud extends Pick<LocalCloud, 'pagesUrl' | 'proxyUrl' | 'region' | 'variable'> {
  /** The cloud's own time as it was when it last told: it stands still until somebody moves it. */
  nowMs(): number;
}

/** What a served cloud has told others. */
export interface Announcement {
  /** Tells the clock's time again, after it has been moved. */
  update(): Promise<void>;
  /** Takes it back. */
  remove(): Promise<void>;
}

/** Tells other commands on this machine where the cloud runs; only this user can read it. The last one announced counts. */
export async function announce(
  cloud: Pick<LocalCloud, 'pagesUrl' | 'proxyUrl' | 'region' | 'parts' | 'clock'>,
  file: string = defaultFile,
): Promise<Announcement> {
  const { pid } = process;
  const write = async () => {
    const { pagesUrl, proxyUrl, region, parts, clock } = cloud;
    const running = { pid, region, proxyUrl, pagesUrl, nowMs: clock.nowMs() };
    const text = JSON.stringify({ ...running, variables: sharedVariables(parts) });
    await mkdir(dirname(file), { recursive: true });
    // In one step, so that nobody reads half of it.
    await writeFile(`${file}.${pid}`, text, { mode: 0o600 });
    await rename(`${file}.${pid}`, file);
  };
  await write();
  return {
    async update() {
      if ((await readFileAt(file))?.pid === pid) await write();
    },
    async remove() {
      if ((await readFileAt(file))?.pid === pid) await rm(file, { force: true });
    },
  };
}

/** The local cloud that runs on this machine now; undefined when there is none. */
export async function readRunning(file: string = defaultFile): Promise<RunningCloud | undefined> {
  const found = await readFileAt(file);
  if (found === undefined || !isAlive(found.pid)) return undefined;
  const { region, proxyUrl, pagesUrl, nowMs, variables } = found;
  return {
    region,
    proxyUrl,
    pagesUrl,
    nowMs: () => nowMs,
    variable(name) {
      const value = variables[name];
      if (value === undefined) throw new Error(`The running local cloud does not tell ${name}.`);
      return value;
    },
  };
}

/** What all functions that are told it are told alike: names of tables, queues, secrets, the bucket. */
function sharedVariables({ functions }: LocalCloud['parts']): Readonly<Record<string, string>> {
  const shared = new Map<string, Set<string>>();
  for (const { environment } of functions) {
    for (const [name, value] of Object.entries(environment)) {
      shared.set(name, (shared.get(name) ?? new Set()).add(value));
    }
  }
  return Object.fromEntries([...shared].flatMap(([name, values]) => (values.size === 1 ? [[name, ...values]] : [])));
}

async function readFileAt(file: string): Promise<z.output<typeof runningSchema> | undefined> {
  try {
    return runningSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Nobody announced anything, or an older version of this program did.
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 asks only.
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
