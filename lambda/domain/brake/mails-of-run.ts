import type { RunRow } from '../campaign/run-row.ts';

const HELD = 'waiting:brake';

/** How many mails a run has let go or holds. Those that asked for approval are not counted: a person sees each. */
export function mailsOfRun({ counts, held }: Pick<RunRow, 'counts' | 'held'>): number {
  const waiting = counts[HELD] ?? 0;
  return (counts.planned ?? 0) + (held === undefined || held.isMore ? waiting : Math.max(waiting, held.mails));
}

/** The mails a day that a run tells of what is usual: none while it is held, or when it was dropped. */
export function usualMailsOfRun(run: RunRow): number {
  const left = isBraked(run) ? (run.counts.planned ?? 0) : mailsOfRun(run);
  return Math.ceil(left / Math.max(1, run.days.length));
}

/** True for a run that the brake holds and nobody has released: what it plans waits. */
export function isBraked({ held, decision }: Pick<RunRow, 'held' | 'decision'>): boolean {
  return held !== undefined && decision?.decision !== 'released';
}
