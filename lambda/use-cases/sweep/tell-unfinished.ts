import type { RunRow } from '../../domain/campaign/run-row.ts';
import type { Clock, Log, Queues, ToldOnce } from '../../ports.ts';
import { toldWithin } from './told-within.ts';

/** What telling of unfinished runs needs. */
export interface TellUnfinishedTools {
  readonly queues: Pick<Queues, 'notify'>;
  readonly told: ToldOnce;
  readonly clock: Clock;
  readonly log: Log;
}

const UNFINISHED_AFTER_MS = 60 * 60_000;
const TOLD_AGAIN_AFTER_MS = 24 * 60 * 60_000;

/** When the run began, or was opened again for another row. */
export function openSinceMs({ startedAt, reopenedAt }: RunRow): number {
  return Date.parse(reopenedAt ?? startedAt);
}

/** True for an open run that should have come to its end by now. */
export function isUnfinished(run: RunRow, nowMs: number): boolean {
  return nowMs - openSinceMs(run) >= UNFINISHED_AFTER_MS;
}

/** Tells people of it with its counts, and again each day while it lasts; the log says it each time. */
export async function tellUnfinished(
  tools: TellUnfinishedTools,
  run: RunRow,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const { queues, told, clock, log } = tools;
  const { campaign, date } = run;
  log.error('run-unfinished', { campaign, date, ...counts });
  const name = `run-unfinished#${campaign}#${date}`;
  if (await toldWithin(tools, name, TOLD_AGAIN_AFTER_MS)) return;
  // On its queue before it is noted: should this stop in between, people hear of it twice rather than never.
  await queues.notify([{ kind: 'run-unfinished', campaign, date, counts }]);
  await told.note(name, new Date(clock.nowMs()).toISOString());
}
