import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { LocalClock } from '../../virtual-clock.ts';
import { type Interrupted, replayJournal } from './replay-journal.ts';
import { beginJournal, type JournalEntry, readJournal, type StateJournal } from './state-journal.ts';

const savedSchema = z.object({
  clockMs: z.number(),
  /** Where the pages were, as links in cards and mails say. */
  pagesPort: z.number().optional(),
  /** Which journal goes on from here. */
  generation: z.int().default(0),
  ses: z.unknown(),
  scheduler: z.unknown(),
  teams: z.unknown(),
});

type SavedFile = z.output<typeof savedSchema>;

/** What the stand-ins without storage of their own remember between two starts. */
export type SavedState = Omit<SavedFile, 'generation'>;

/** What is found at a start: what was saved and what was journaled since, and what a killed process left undone. */
export interface FoundState extends SavedFile, Interrupted {}

/** Reads what was kept in a directory, by whoever was closed or killed; undefined when nothing was. */
export function readSavedState(stateDir: string): FoundState | undefined {
  try {
    const saved = savedSchema.parse(JSON.parse(readFileSync(fileIn(stateDir), 'utf8')));
    const { state, interrupted } = replayJournal(saved, readJournal(journalIn(stateDir, saved.generation)));
    return { ...state, ...interrupted };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The state in ${stateDir} cannot be read.`, { cause: error });
  }
}

/** Keeps the state as it changes. */
export interface StateKeeper {
  /** Kept when it returns. What is appended before the first save is in that save. */
  append(entry: JournalEntry): void;
  /** Notes the time, unless it has just been noted. */
  tick(): void;
  /** Writes all there is, in place of what was saved and journaled before. */
  save(): void;
}

/** What is kept where. */
export interface KeepOptions {
  readonly stateDir: string;
  /** Of the state that was found. */
  readonly generation: number;
  readonly clock: LocalClock;
  readonly snapshot: () => SavedState;
}

/** So far the clock may run on without anything that is kept. */
const tickMs = 1000;

/** Keeps what `snapshot` answers, and what is appended since, in a directory: a process may be killed at any moment. */
export function keepState({ stateDir, generation: generationBefore, clock, snapshot }: KeepOptions): StateKeeper {
  mkdirSync(stateDir, { recursive: true });
  let generation = generationBefore;
  let journal: StateJournal | undefined;
  let notedMs = Number.NEGATIVE_INFINITY;
  const append = (entry: JournalEntry, atMs: number) => {
    notedMs = atMs;
    journal?.append({ atMs, entry });
  };
  return {
    append: (entry) => append(entry, clock.nowMs()),
    tick() {
      const nowMs = clock.nowMs();
      if (nowMs >= notedMs + tickMs) append({ kind: 'clock' }, nowMs);
    },
    save() {
      const file = fileIn(stateDir);
      const next = generation + 1;
      // A journal of that name is what somebody left who was killed right here.
      const nextJournal = beginJournal(journalIn(stateDir, next));
      writeFileSync(`${file}.new`, JSON.stringify({ ...snapshot(), generation: next }));
      // In one step: whoever is killed meanwhile leaves the old state with its journal, or the new one with an empty one.
      renameSync(`${file}.new`, file);
      journal?.close();
      journal = nextJournal;
      rmSync(journalIn(stateDir, generation), { force: true });
      generation = next;
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

function journalIn(stateDir: string, generation: number): string {
  return join(stateDir, `cloud-${generation}.jsonl`);
}
