import { createHash } from 'node:crypto';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { BucketFile } from '../../lambda/ports.ts';
import { readSavedState } from '../cloud/engines/kept-state.ts';
import { endsOfDayMs, eveOfDayMs } from './day-bounds.ts';
import { type KeptReports, openReports } from './kept-reports.ts';
import type { ImportFile } from './load-files.ts';

/** What a run is asked for. */
export interface AskedRun {
  readonly days: { readonly from: IsoDate; readonly until: IsoDate };
  readonly zones: readonly string[];
  readonly data: readonly ImportFile[];
  readonly templates: readonly BucketFile[];
  readonly stateDir?: string;
}

/**
 * Begins a run: at the eve of its first day or, where the same run was begun before and was killed, where that one
 * stopped, so that what it left half done has become neither older nor younger.
 */
export async function beginRun(run: AskedRun): Promise<{ readonly startMs: number; readonly reports: KeptReports }> {
  const { days, zones, stateDir } = run;
  const reports = openReports(stateDir);
  const name = await nameOf(run);
  const eveMs = eveOfDayMs(days.from, zones);
  const stoppedMs = stateDir !== undefined && reports.underWay === name ? readSavedState(stateDir)?.clockMs : undefined;
  const isWithin = stoppedMs !== undefined && eveMs <= stoppedMs && stoppedMs <= endsOfDayMs(days.until, zones).lastMs;
  reports.begin(name);
  return { startMs: isWithin ? stoppedMs : eveMs + secondsLater(reports.completed), reports };
}

/** A file that comes again in the second in which it came before would be taken for a repeated message. */
function secondsLater(completed: number): number {
  return (completed % 50) * 1_000;
}

/** The same only for the same days, files and templates: others may have something due earlier on the day. */
async function nameOf({ days, zones, data, templates }: AskedRun): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([days, zones, templates]));
  for (const { name, open } of data) {
    hash.update(`\n${name}\n`).update(new Uint8Array(await new Response(open()).arrayBuffer()));
  }
  return hash.digest('hex');
}
