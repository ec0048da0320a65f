import { askForApproval } from '../domain/approval/ask-for-approval.ts';
import { standingApproval } from '../domain/approval/standing-approval.ts';
import type { Campaign, CampaignVersion } from '../domain/campaign/campaign.ts';
import { isNews, sendNotice } from '../domain/notices/send-notice.ts';
import { recordName } from '../domain/records/record.ts';
import { dueInstantMs } from '../domain/send-log/due-instant.ts';
import type { SendRef, SendRow } from '../domain/send-log/send-row.ts';
import { mailedStates } from '../domain/send-log/send-state.ts';
import { expiryMs } from '../domain/send-log/validity.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import type { SendPatch } from '../ports.ts';
import { brakeOnRows } from './brake/brake-on-row.ts';
import { eachByItself } from './each-by-itself.ts';
import { holdersOf } from './find-holders.ts';
import { findLiveCampaign } from './live-campaign.ts';
import { type LastLook, lookAgain } from './look-again.ts';
import type { PlanMessage } from './messages.ts';
import type { RunTools } from './plan-run.ts';
import { tellAgain } from './tell-again.ts';

/** A reopened gate has thousands of rows decided again: one by one they would come slower than SES takes them. */
const ROWS_AT_A_TIME = 5;

/**
 * Decides rows that waited (for quota, a pause, or their day after they were approved) again in full, `where` included,
 * and offers those that may still leave. What the brake holds waits on until somebody has released its run.
 */
export function planAgain(tools: RunTools, { rows }: Extract<PlanMessage, { kind: 'again' }>): Promise<void> {
  const brakeOn = brakeOnRows(tools.campaigns);
  return eachByItself(rows, (ref) => planRowAgain({ ...tools, brakeOn }, ref), ROWS_AT_A_TIME);
}

interface AgainTools extends RunTools {
  readonly brakeOn: ReturnType<typeof brakeOnRows>;
}

async function planRowAgain(tools: AgainTools, { customer, key }: SendRef): Promise<void> {
  const row = await tools.sendLog.get({ customer, key });
  if (row === undefined) return;
  // What has left since, the sender and the events have told.
  if (mailedStates.includes(row.state)) return;
  if (row.state !== 'waiting' && row.state !== 'planned') return tellAgain(tools.queues, row, tools);
  // Whoever planned it has offered it, unless this very message was stopped before.
  if (row.state === 'planned' && !tools.isRepeat) return;
  if (row.state === 'waiting') {
    const live = await findLiveCampaign(tools.campaigns, row.campaign);
    const verdict = await judge(tools, row, live?.version);
    if (verdict === undefined) return;
    const at = new Date(tools.clock.nowMs()).toISOString();
    if (verdict.state === 'planned') await openRunOf(tools, row, live?.version, at);
    if (!(await tools.sendLog.move(row, ['waiting'], { ...verdict, at, whileDueOn: row.dueOn }))) return;
    if (verdict.state !== 'planned') {
      if (isNews(row, verdict)) await tools.queues.notify([sendNotice(row, verdict)]);
      return;
    }
    // Sweep may have closed the run since, which had no row to be sent until now.
    await openRunOf(tools, row, live?.version, at);
  }
  await tools.queues.send([{ customer, key }]);
}

/** The row's next state; undefined when its day has yet to come. */
async function judge(
  tools: AgainTools,
  row: SendRow,
  version: CampaignVersion | undefined,
): Promise<Omit<SendPatch, 'at'> | undefined> {
  if (version === undefined) return { state: 'cancelled', reason: 'campaign-withdrawn' };
  const { campaign } = version;
  const nowMs = tools.clock.nowMs();
  if (waitsForItsDay(row) && nowMs < dueInstantMs(campaign, row)) return undefined;
  const held = await judgeHeld(tools, row, campaign);
  if (held !== undefined) return held;
  const { look, path } = await lookByAnyWay(tools, row, version);
  switch (look.kind) {
    case 'leaves':
      return { state: 'planned', reason: '', path };
    case 'asks':
      if (standingApproval(row) !== undefined) return { state: 'planned', reason: '', path };
      return { ...askForApproval(version, row.dueOn, { nowMs, stage: tools.stage }), path };
    case 'stays':
      return look.verdict.state === 'expired' ? { state: 'expired', reason: lateReason(row) } : look.verdict;
  }
}

/** Looks again at a row; where its way from the date to the customer is gone, by the other ways that there are. */
async function lookByAnyWay(
  tools: AgainTools,
  row: SendRow,
  version: CampaignVersion,
): Promise<{ readonly look: LastLook; readonly path: SendRow['path'] }> {
  const { trigger, where } = version.campaign;
  const accepts = compileWhere(where);
  const look = await lookAgain(tools, row, version, accepts);
  const isLost = look.kind === 'stays' && look.isLost && trigger.kind === 'date';
  const customer = isLost ? await tools.customers.get({ type: 'customer', id: row.customer }) : undefined;
  if (trigger.kind !== 'date' || customer === undefined) return { look, path: row.path };
  for await (const { record, path } of holdersOf(tools.customers, trigger.path, customer)) {
    if (recordName(record) !== row.record) continue;
    const other = await lookAgain(tools, { ...row, path }, version, accepts);
    if (other.kind !== 'stays') return { look: other, path };
  }
  return { look, path: row.path };
}

/** What the brake makes of a row; undefined where it leaves the row alone, and always where a person has looked at this one. */
async function judgeHeld(
  { brakeOn, clock }: AgainTools,
  row: SendRow,
  campaign: Campaign,
): Promise<Omit<SendPatch, 'at'> | undefined> {
  if (row.reason !== 'brake' && row.reason !== 'resumed') return undefined;
  const brake = (await brakeOn(row)) ?? (row.reason === 'brake' ? 'held' : 'released');
  if (brake === 'dropped') return { state: 'cancelled', reason: 'dropped-by-person' };
  const untilMs = expiryMs(campaign, row.dueOn);
  if (brake === 'released' || clock.nowMs() >= untilMs) return undefined;
  return { state: 'waiting', reason: 'brake', notBefore: new Date(untilMs).toISOString() };
}

function waitsForItsDay({ reason }: SendRow): boolean {
  return reason === 'approved' || reason === 'resumed';
}

/** Why a row that waited became too old: what it waited for, unless that had come. */
function lateReason(row: SendRow): SendRow['reason'] {
  return waitsForItsDay(row) || row.reason === 'again-by-person' ? 'late' : row.reason;
}

/**
 * Has the row's run swept until the row is done, too: its run may be closed long since. A run that is still to come
 * opens itself, and finds the row.
 */
async function openRunOf(
  { campaigns }: RunTools,
  { campaign, dueOn }: SendRow,
  version: CampaignVersion | undefined,
  at: string,
): Promise<void> {
  const isToCome = version?.campaign.trigger.kind !== 'event' && ((await campaigns.watermark(campaign)) ?? '') < dueOn;
  if (isToCome) return;
  await campaigns.openRun({ campaign, date: dueOn, days: [dueOn], startedAt: at, plannedAt: at, counts: {} });
}
