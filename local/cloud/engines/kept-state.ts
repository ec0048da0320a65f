import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const savedSchema = z.object({
  clockMs: z.number(),
  /** Where the pages were, as links in cards and mails say. */
  pagesPort: z.number().optional(),
  ses: z.unknown(),
  scheduler: z.unknown(),
  teams: z.unknown(),
});

/** What the stand-ins without storage of their own remember between two starts. */
export type SavedState = z.output<typeof savedSchema>;

/** Reads what was saved in a directory; undefined when nothing was. */
export function readSavedState(stateDir: string): SavedState | undefined {
  try {
    return savedSchema.parse(JSON.parse(readFileSync(fileIn(stateDir), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The state in ${stateDir} cannot be read.`, { cause: error });
  }
}

/** Saves soon after a change, and at once when asked to. */
export interface StateKeeper {
  changed(): void;
  save(): void;
}

const delayMs = 200;

/** Keeps what `snapshot` answers in a directory. Whoever is killed loses at most what happened in the last moment. */
export function keepState(stateDir: string, snapshot: () => SavedState): StateKeeper {
  mkdirSync(stateDir, { recursive: true });
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    const file = fileIn(stateDir);
    writeFileSync(`${file}.new`, JSON.stringify(snapshot()));
    // In one step: whoever is killed meanwhile leaves the old state or the new one.
    renameSync(`${file}.new`, file);
  };
  return {
    save,
    changed() {
      timer ??= setTimeout(save, delayMs).unref();
    },
  };
}

const schedulesSchema = z.looseObject({
  schedules: z.array(z.looseObject({ createdAtMs: z.number(), firedUpToMs: z.number() })),
});

/** A Scheduler's state for a clock that starts earlier than it was saved: what had fired since is due again. */
export function schedulesAsOf(scheduler: unknown, nowMs: number): unknown {
  const state = schedulesSchema.parse(scheduler);
  const schedules = state.schedules.map((schedule) => ({
    ...schedule,
    createdAtMs: Math.min(schedule.createdAtMs, nowMs),
    firedUpToMs: Math.min(schedule.firedUpToMs, nowMs - 1),
  }));
  return { ...state, schedules };
}

function fileIn(stateDir: string): string {
  return join(stateDir, 'cloud.json');
}
