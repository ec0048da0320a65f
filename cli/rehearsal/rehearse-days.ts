import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf, localDate, localTime } from '../../lambda/domain/calendar/zone.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { planMessage } from '../../lambda/use-cases/plan-message.ts';
import type { DueMessage } from './quiet-ports.ts';
import type { Rehearsal } from './rehearsal.ts';

/** A row that a run would write, and the day of its mail: that of the run, or the later one that approvers are asked about ahead. */
export interface ForecastRow {
  readonly date: IsoDate;
  readonly row: SendRow;
}

/** Runs every live campaign on each day from `from` to `until`, and the events that come due on them, in time order. */
export async function rehearseDays(
  rehearsal: Rehearsal,
  from: IsoDate,
  until: IsoDate,
): Promise<readonly ForecastRow[]> {
  const rows: ForecastRow[] = [];
  for (const due of dailyRuns(rehearsal, from, until)) {
    await rehearseUntil(rehearsal, due.atMs, until, rows);
    await rehearse(rehearsal, due, until, rows);
  }
  await rehearseUntil(rehearsal, Number.POSITIVE_INFINITY, until, rows);
  // What an earlier system sent is taken over as of the day before.
  return rows.filter(({ date }) => date >= from);
}

async function rehearseUntil(
  rehearsal: Rehearsal,
  untilMs: number,
  until: IsoDate,
  rows: ForecastRow[],
): Promise<void> {
  for (let due = rehearsal.take(untilMs); due !== undefined; due = rehearsal.take(untilMs)) {
    await rehearse(rehearsal, due, until, rows);
  }
}

async function rehearse(rehearsal: Rehearsal, due: DueMessage, until: IsoDate, rows: ForecastRow[]): Promise<void> {
  const { tools, clock, manifest } = rehearsal;
  const zone =
    ('campaign' in due.message && manifest.campaigns[due.message.campaign]?.timeZone) || tools.stage.timeZone;
  const date = localDate(due.atMs, zone);
  if (date > until) return;
  clock.moveTo(due.atMs);
  await planMessage(tools, due.message);
  for (const row of tools.sendLog.takeDecided()) {
    const mailDate = row.dueOn > date ? row.dueOn : date;
    if (mailDate <= until) rows.push({ date: mailDate, row });
  }
}

function dailyRuns({ manifest }: Rehearsal, from: IsoDate, until: IsoDate): readonly DueMessage[] {
  const runs: DueMessage[] = [];
  for (const [campaign, entry] of Object.entries(manifest.campaigns)) {
    if (!entry.enabled || entry.event !== undefined) continue;
    for (let day = from; day <= until; day = addDays(day, 1)) {
      const atMs = instantOf(day, entry.at, entry.timeZone);
      // EventBridge Scheduler skips a local time that the clocks jump over; the next day's run makes up for it.
      if (localTime(atMs, entry.timeZone) !== entry.at) continue;
      runs.push({ atMs, message: { kind: 'run', campaign, scheduledTime: new Date(atMs).toISOString() } });
    }
  }
  return runs.sort((a, b) => a.atMs - b.atMs);
}
