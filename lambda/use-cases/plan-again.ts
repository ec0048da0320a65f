import { localDate } from '../domain/calendar/zone.ts';
import { candidateOfRow } from '../domain/decision/candidate-of-row.ts';
import { decide } from '../domain/decision/decide.ts';
import { stateFor } from '../domain/decision/decision.ts';
import { isWorthTelling } from '../domain/notices/is-worth-telling.ts';
import { parseRecordName } from '../domain/records/record.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { Reason, SendState } from '../domain/send-log/send-state.ts';
import { lastValidDay } from '../domain/send-log/validity.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import { knowCandidates } from './know-candidates.ts';
import { findLiveCampaign } from './live-campaign.ts';
import type { PlanMessage } from './messages.ts';
import type { RunTools } from './plan-run.ts';

/** Decides a row that waited (for quota or a pause) again in full, `where` included, and offers it if it may still leave. */
export async function planAgain(
  tools: RunTools,
  { customer, key }: Extract<PlanMessage, { kind: 'again' }>,
): Promise<void> {
  const row = await tools.sendLog.get({ customer, key });
  if (row === undefined || (row.state !== 'waiting' && row.state !== 'planned')) return;
  if (row.state === 'waiting') {
    const verdict = await judge(tools, row);
    const at = new Date(tools.clock.nowMs()).toISOString();
    // Its run may be closed long since; open again, it is swept until this row is done, too.
    if (verdict.state === 'planned') {
      const run = { campaign: row.campaign, date: row.dueOn, days: [row.dueOn] };
      await tools.campaigns.openRun({ ...run, startedAt: at, plannedAt: at, counts: {} });
    }
    if (!(await tools.sendLog.move(row, ['waiting'], { ...verdict, at }))) return;
    if (verdict.state !== 'planned') {
      if (isWorthTelling(verdict.state, verdict.reason)) {
        await tools.queues.notify([{ kind: 'send', campaign: row.campaign, customer, key, ...verdict }]);
      }
      return;
    }
  }
  await tools.queues.send([{ customer, key }]);
}

async function judge(tools: RunTools, row: SendRow): Promise<{ readonly state: SendState; readonly reason: Reason }> {
  const live = await findLiveCampaign(tools.campaigns, row.campaign);
  if (live === undefined) return { state: 'cancelled', reason: 'campaign-withdrawn' };
  const { campaign } = live.version;
  const today = localDate(tools.clock.nowMs(), campaign.timeZone);
  // It waited for quota or a pause until it was too old: the reason of the wait is the reason why it never left.
  if (today > lastValidDay(campaign, row.dueOn)) return { state: 'expired', reason: row.reason };
  const holder = await tools.customers.get(parseRecordName(row.record));
  const candidate = holder && candidateOfRow(campaign, row, holder);
  if (candidate === undefined) return { state: 'cancelled', reason: holder ? 'date-changed' : 'record-missing' };
  const question = { version: live.version, today, accepts: compileWhere(campaign.where), asking: row };
  const [known] = await knowCandidates(tools, question, [candidate]);
  if (known === undefined) return { state: 'cancelled', reason: 'record-missing' };
  const decision = decide(known.facts);
  return { state: stateFor(decision), reason: decision.reason };
}
