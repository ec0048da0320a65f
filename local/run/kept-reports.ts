import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Before, nothingBefore } from './read-outcome.ts';

const keptSchema = z.object({
  reported: z.object({
    mails: z.int(),
    cards: z.int(),
    errorFiles: z.array(z.string()),
    rows: z.array(z.tuple([z.string(), z.string()])),
  }),
  underWay: z.string().optional(),
  completed: z.int().default(0),
});

/** What runs over a kept state have reported, whoever of them was killed. */
export interface KeptReports {
  /** All that a completed run has reported: what is beyond it is news. */
  readonly reported: Before;
  /** Which run was begun and has not completed, in the words given to `begin`. */
  readonly underWay: string | undefined;
  /** How many runs have completed. */
  readonly completed: number;
  /** A run begins. */
  begin(run: string): void;
  /** Its results have been written: they held all up to here. */
  complete(reported: Before): void;
}

/** Reads what was reported over the state in a folder; without a folder, everything is news and nothing is kept. */
export function openReports(stateDir: string | undefined): KeptReports {
  if (stateDir === undefined) {
    return { reported: nothingBefore, underWay: undefined, completed: 0, begin: () => {}, complete: () => {} };
  }
  const file = join(stateDir, 'reports.json');
  const { reported, underWay, completed } = readAt(file);
  const write = (kept: z.output<typeof keptSchema>) => {
    mkdirSync(stateDir, { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(kept));
    // In one step: whoever is killed meanwhile has reported all of it or nothing.
    renameSync(`${file}.new`, file);
  };
  return {
    ...{ reported, underWay, completed },
    begin: (run) => write({ reported: toKept(reported), completed, underWay: run }),
    complete: (all) => write({ reported: toKept(all), completed: completed + 1 }),
  };
}

function toKept({ mails, cards, errorFiles, rows }: Before): z.output<typeof keptSchema>['reported'] {
  return {
    ...{ mails, cards, errorFiles: [...errorFiles] },
    rows: [...rows].map(([name, at]): [string, string] => [name, at]),
  };
}

function readAt(file: string): Pick<KeptReports, 'reported' | 'underWay' | 'completed'> {
  const kept = readIfThere(file);
  if (kept === undefined) return { reported: nothingBefore, underWay: undefined, completed: 0 };
  const { underWay, completed } = kept;
  const { mails, cards, errorFiles, rows } = kept.reported;
  return { reported: { mails, cards, errorFiles: new Set(errorFiles), rows: new Map(rows) }, underWay, completed };
}

function readIfThere(file: string): z.output<typeof keptSchema> | undefined {
  try {
    return keptSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`${file} cannot be read.`, { cause: error });
  }
}
