import { addDays, type IsoDate } from '../../domain/calendar/plain-date.ts';
import { instantOf } from '../../domain/calendar/zone.ts';
import { isActiveOn } from '../../domain/campaign/is-active-on.ts';
import { lastMissedDay } from '../../domain/campaign/next-run.ts';
import { checkRow } from '../../domain/prove/check-row.ts';
import { checkDay, checkRun, wasDueThen } from '../../domain/prove/check-run.ts';
import { finding } from '../../domain/prove/finding.ts';
import type { Period } from '../../domain/prove/proof.ts';
import { type SendRow, sendName } from '../../domain/send-log/send-row.ts';
import type { RunRow } from '../../ports.ts';
import { type DueOccurrence, occurrencesOn } from './due-occurrences.ts';
import type { KnownCampaign, ProofParts } from './prove-send-log.ts';
import type { ProveTools } from './prove-tools.ts';
import { knowRows, readRows } from './read-rows.ts';

/** A campaign to be checked. `siblings` are ids that it had before, or that took over from it. */
export interface CampaignQuestion {
  readonly campaign: KnownCampaign;
  readonly siblings: readonly string[];
  readonly period: Period;
  readonly nowMs: number;
}

/** A run may make up for days as far back as a month, or as its mails are valid. */
const MADE_UP_WITHIN_DAYS = 62;

/** Checks a campaign's days one by one, in their order, then its runs; adds to `parts`. */
export async function proveCampaign(tools: ProveTools, question: CampaignQuestion, parts: ProofParts): Promise<void> {
  const { campaign, siblings, period, nowMs } = question;
  const lastDay = addDays(period.to, MADE_UP_WITHIN_DAYS);
  const ofIds = await Promise.all([campaign.id, ...siblings].map((id) => tools.runs(id, period.from, lastDay)));
  const [own = [], ...others] = ofIds;
  const runs = [...own, ...others.flat()];
  for (let day = period.from; day <= period.to; day = addDays(day, 1)) {
    const rows = await readRows(tools, campaign.id, day);
    await proveRows(tools, rows, { question, runs }, parts);
    await proveDay(tools, { question, runs, rows, day }, parts);
  }
  for (const run of own.filter(({ date }) => date <= period.to)) {
    parts.counts.runs += 1;
    parts.findings.push(...checkRun(run, run.drainedAt === undefined ? await countUnsent(tools, run) : 0, nowMs));
  }
}

interface RowsOfDay {
  readonly question: CampaignQuestion;
  readonly runs: readonly RunRow[];
}

async function proveRows(
  tools: ProveTools,
  rows: readonly SendRow[],
  { question: { campaign, nowMs }, runs }: RowsOfDay,
  parts: ProofParts,
): Promise<void> {
  const decided = runs.filter(({ decision }) => decision !== undefined && decision.by.trim() !== '');
  for (const known of await knowRows(tools, rows)) {
    const { row } = known;
    parts.digest.add(row);
    parts.tally.add(row);
    parts.counts.rows += 1;
    const runDecided = decided.some(({ days }) => days.includes(row.dueOn));
    parts.findings.push(...checkRow({ ...known, runDecided, nowMs }), ...parts.repeats(known));
  }
  const [first] = rows;
  if (first !== undefined && campaign.live === undefined) {
    const { campaign: id, dueOn } = first;
    parts.findings.push(finding('campaign-gone', { campaign: id, dueOn }, { rows: rows.length }));
  }
}

/** Whether the day had its run, and whatever fell due on it by today's records its row. */
async function proveDay(
  tools: ProveTools,
  { question, runs, rows, day }: RowsOfDay & { readonly rows: readonly SendRow[]; readonly day: IsoDate },
  parts: ProofParts,
): Promise<void> {
  const { campaign, nowMs } = question;
  if (campaign.live === undefined || campaign.live.version.campaign.trigger.kind === 'event') return;
  const { entry, version } = campaign.live;
  const isScheduled =
    isActiveOn(version.campaign, day) && day > lastMissedDay(version.campaign, Date.parse(entry.enabledAt));
  const run = runOf(runs, day);
  const dueMs = instantOf(day, version.campaign.at, version.campaign.timeZone);
  if (isScheduled) parts.findings.push(...checkDay({ campaign: campaign.id, day, dueMs, run, nowMs }));
  if (run?.plannedAt === undefined) return;
  const planned = run.version === undefined ? version : await tools.campaigns.version(run.campaign, run.version);
  if (planned === undefined) return;
  const inDay = new Set(rows.map(sendName));
  for await (const page of occurrencesOn(tools.customers, planned.campaign, day)) {
    parts.counts.occurrences += page.length;
    const others = page.filter((occurrence) => !inDay.has(sendName(occurrence)));
    for (const { customer, key, records } of await withoutRow(tools, others)) {
      const kind = wasDueThen(records, run.startedAt) ? 'no-row' : 'changed-since';
      const about = { campaign: campaign.id, dueOn: day, customer, key };
      parts.findings.push(finding(kind, about, { startedAt: run.startedAt }));
    }
  }
}

/** Those that have no row, whatever day a row of theirs may be due on by now. */
export async function withoutRow<T extends DueOccurrence>(
  { sendLog }: Pick<ProveTools, 'sendLog'>,
  occurrences: readonly T[],
): Promise<readonly T[]> {
  const found = await sendLog.getMany(occurrences.map(({ customer, key }) => ({ customer, key })));
  return occurrences.filter((each) => !found.has(sendName(each)));
}

/** The run that took a day in first; a row that was decided again may have opened another. */
function runOf(runs: readonly RunRow[], day: IsoDate): RunRow | undefined {
  const covering = runs.filter(({ days }) => days.includes(day));
  const sorted = covering.sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  return sorted.find(({ version }) => version !== undefined) ?? sorted[0];
}

async function countUnsent(tools: ProveTools, { campaign, days }: RunRow): Promise<number> {
  let unsent = 0;
  for (const day of days) {
    const rows = await readRows(tools, campaign, day);
    unsent += rows.filter(({ state }) => state === 'planned' || state === 'sending').length;
  }
  return unsent;
}
