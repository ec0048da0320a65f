import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';

const objectsSchema = z.object({ bucket: z.string(), put: z.array(z.string()), deleted: z.array(z.string()) });

const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clock') }),
  z.object({ kind: z.literal('mail'), mail: z.unknown() }),
  z.object({ kind: z.literal('post'), post: z.unknown() }),
  z.object({ kind: z.literal('schedule'), schedule: z.looseObject({ arn: z.string() }) }),
  z.object({ kind: z.literal('schedule-gone'), arn: z.string() }),
  z.object({ kind: z.literal('group'), group: z.looseObject({ name: z.string() }) }),
  z.object({ kind: z.literal('group-gone'), name: z.string() }),
  /** Objects are about to change; their events follow. */
  z.object({ kind: z.literal('objects'), id: z.number(), objects: objectsSchema }),
  /** The events of that change are on their way. */
  z.object({ kind: z.literal('objects-told'), id: z.number() }),
]);

const lineSchema = z.object({ atMs: z.number(), entry: entrySchema });

/** Something that a stand-in without storage of its own must not forget. */
export type JournalEntry = z.output<typeof entrySchema>;

/** An entry with the virtual time at which it was made. */
export type JournalLine = z.output<typeof lineSchema>;

/** A file that only grows: an entry is in it when `append` returns, whatever becomes of this process. */
export interface StateJournal {
  append(line: JournalLine): void;
  close(): void;
}

/** Begins an empty journal. It outlives the process, not the machine: nothing waits for the disk. */
export function beginJournal(file: string): StateJournal {
  const descriptor = openSync(file, 'w');
  return {
    append(line) {
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    },
    close: () => closeSync(descriptor),
  };
}

/** Reads a journal; none is as good as an empty one. A last line that was cut short had not been answered yet: it is left out. */
export function readJournal(file: string): readonly JournalLine[] {
  const text = readIfThere(file);
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  return whole.split('\n').flatMap((line) => (line === '' ? [] : lineSchema.parse(JSON.parse(line))));
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
