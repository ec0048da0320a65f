import { z } from 'zod';
import type { LocalCloud } from '../cloud/local-cloud.ts';

const lineSchema = z.looseObject({ event: z.string() });

/** One line of a function's log, taken apart. `ids` are its fields. */
export interface LogEvent {
  readonly atMs: number;
  readonly ids: Readonly<Record<string, unknown>>;
}

/** The log lines that tell of an event, oldest first. */
export function readLogEvents(cloud: Pick<LocalCloud, 'logs'>, event: string): readonly LogEvent[] {
  const wanted = `"event":"${event}"`;
  return cloud
    .logs()
    .filter(({ text }) => text.includes(wanted))
    .flatMap(({ atMs, text }) => {
      const line = lineSchema.safeParse(readJson(text));
      return line.success && line.data.event === event ? [{ atMs, ids: line.data }] : [];
    });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
