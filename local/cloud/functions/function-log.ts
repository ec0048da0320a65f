import type { LocalClock } from '../../virtual-clock.ts';

/** One line that a function wrote. `atMs` is virtual time. */
export interface LogLine {
  readonly atMs: number;
  /** Logical id. */
  readonly functionName: string;
  readonly text: string;
}

/** The functions' logs. */
export interface FunctionLog {
  write(functionName: string, text: string): void;
  /** The latest 50,000 lines at least, oldest first; of one function or of all. */
  lines(functionName?: string): readonly LogLine[];
  /** Everything written so far, in bytes of UTF-8, also by functions whose lines are gone. */
  sizeBytes(functionName?: string): number;
}

const keptLines = 50_000;

/** An empty log. */
export function createFunctionLog(clock: LocalClock): FunctionLog {
  let lines: LogLine[] = [];
  const sizes = new Map<string, number>();
  return {
    write(functionName, text) {
      sizes.set(functionName, (sizes.get(functionName) ?? 0) + Buffer.byteLength(text));
      for (const line of text.split('\n')) {
        if (line !== '') lines.push({ atMs: clock.nowMs(), functionName, text: line });
      }
      if (lines.length > 2 * keptLines) lines = lines.slice(-keptLines);
    },
    lines: (functionName) =>
      functionName === undefined ? lines : lines.filter((line) => line.functionName === functionName),
    sizeBytes: (functionName) =>
      functionName === undefined
        ? [...sizes.values()].reduce((sum, size) => sum + size, 0)
        : (sizes.get(functionName) ?? 0),
  };
}
