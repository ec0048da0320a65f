import type { IsoDate } from '../calendar/plain-date.ts';
import type { RunRow } from '../campaign/run-row.ts';
import type { StoredRecord } from '../records/record.ts';
import { type Finding, finding } from './finding.ts';

/** A run begins, and is through, within an hour. */
const HOUR_MS = 60 * 60_000;
/** The index follows the records a moment later. */
const INDEX_LAG_MS = 60_000;

/** A day on which a live campaign's schedule calls for a run. */
export interface ScheduledDay {
  readonly campaign: string;
  readonly day: IsoDate;
  readonly dueMs: number;
  /** The run that took the day in. */
  readonly run: RunRow | undefined;
  readonly nowMs: number;
}

/** Whether the day had its run; a day that is still to come is not asked about. */
export function checkDay({ campaign, day, dueMs, run, nowMs }: ScheduledDay): readonly Finding[] {
  if (run !== undefined || nowMs < dueMs) return [];
  const kind = nowMs < dueMs + HOUR_MS ? 'run-awaited' : 'run-missing';
  return [finding(kind, { campaign, dueOn: day }, { due: new Date(dueMs).toISOString() })];
}

/** Whether a run came to its end, and whether who decided on a held one is known; `unsent` of its rows are still with the sender. */
export function checkRun(run: RunRow, unsent: number, nowMs: number): readonly Finding[] {
  const about = { campaign: run.campaign, dueOn: run.date };
  const { decision } = run;
  const isNameless = decision !== undefined && decision.by.trim() === '';
  return [
    ...(isNameless ? [finding('no-person', about, { decision: decision.decision, at: decision.at })] : []),
    ...checkEnd(run, unsent, nowMs),
  ];
}

function checkEnd(run: RunRow, unsent: number, nowMs: number): readonly Finding[] {
  const about = { campaign: run.campaign, dueOn: run.date };
  const { startedAt, plannedAt, reopenedAt = plannedAt, drainedAt } = run;
  if (plannedAt === undefined || reopenedAt === undefined) {
    const isLate = nowMs - Date.parse(startedAt) > HOUR_MS;
    return isLate ? [finding('run-unplanned', about, { startedAt })] : [];
  }
  if (drainedAt !== undefined) return [];
  if (unsent > 0) return [finding('run-unfinished', about, { plannedAt, unsent })];
  const isLate = nowMs - Date.parse(reopenedAt) > HOUR_MS;
  return isLate ? [finding('run-undrained', about, { plannedAt })] : [];
}

/** Whether a candidate of today's records surely was one when its run began: none of its records has changed since. */
export function wasDueThen(records: readonly (StoredRecord | undefined)[], startedAt: string): boolean {
  const startedMs = Date.parse(startedAt);
  return records.every(
    (record) => record?.changedAt !== undefined && Date.parse(record.changedAt) < startedMs - INDEX_LAG_MS,
  );
}
