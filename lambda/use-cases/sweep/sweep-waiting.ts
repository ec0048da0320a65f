import type { SendRow } from '../../domain/send-log/send-row.ts';
import { expiryMs } from '../../domain/send-log/validity.ts';
import type { CampaignStore, Queues, SendLog } from '../../ports.ts';
import { eachByItself } from '../each-by-itself.ts';
import { findLiveCampaign } from '../live-campaign.ts';
import { againMessages } from '../messages.ts';
import { pagesOf } from '../pages-of.ts';
import { type HeldByGateTools, readHeldByGate } from './held-by-gate.ts';
import { type SettleTools, settle } from './settle.ts';
import { sweepOutcomes } from './sweep-outcomes.ts';

/** What looking after rows that wait needs. */
export interface SweepWaitingTools extends SettleTools, HeldByGateTools {
  readonly campaigns: CampaignStore;
  readonly sendLog: SendLog;
  readonly queues: Queues;
}

/** A large run may ask for thousands of approvals at once, which one by one would take longer than a sweep has. */
const REQUESTS_AT_A_TIME = 25;

/**
 * Has rows decided again whose time has come, and looks after requests for approval that nobody has answered and mails
 * whose outcome nobody has told.
 */
export async function sweepWaiting(tools: SweepWaitingTools): Promise<void> {
  const isHeld = await readHeldByGate(tools);
  const requests: SendRow[] = [];
  const outcomes: SendRow[] = [];
  const now = () => new Date(tools.clock.nowMs()).toISOString();
  for await (const refs of pagesOf((cursor) => tools.sendLog.waiting(now(), cursor))) {
    const rows = [...(await tools.sendLog.getMany(refs)).values()];
    const waiting = rows.filter(({ state }) => state === 'waiting');
    const held = await Promise.all(waiting.map(isHeld));
    await tools.queues.plan(againMessages(waiting.filter((_, index) => !held[index])));
    requests.push(...rows.filter(({ state }) => state === 'awaiting-approval'));
    outcomes.push(...rows.filter(({ state }) => state === 'uncertain'));
  }
  const parts = [
    () => eachByItself(requests, (row) => sweepRequest(tools, row), REQUESTS_AT_A_TIME),
    () => sweepOutcomes(tools, outcomes),
  ];
  await eachByItself(parts, (part) => part());
}

/** Has the approver reminded of a request, once; ends it when its mail has become too old or its campaign is gone. */
async function sweepRequest(tools: SweepWaitingTools, row: SendRow): Promise<void> {
  const live = await findLiveCampaign(tools.campaigns, row.campaign);
  if (live === undefined) return settle(tools, row, 'cancelled', 'campaign-withdrawn');
  const nowMs = tools.clock.nowMs();
  const untilMs = expiryMs(live.version.campaign, row.dueOn);
  if (nowMs >= untilMs) return settle(tools, row, 'expired', 'approval-expired');
  const { campaign, customer, key } = row;
  // Put on its queue before it is noted: should this stop in between, people are reminded twice rather than never.
  if (row.remindedAt === undefined) await tools.queues.notify([{ kind: 'approval-reminder', campaign, customer, key }]);
  const at = new Date(nowMs).toISOString();
  await tools.sendLog.move(row, ['awaiting-approval'], {
    ...{ state: 'awaiting-approval', reason: row.reason, at, remindedAt: row.remindedAt ?? at },
    notBefore: new Date(untilMs).toISOString(),
  });
}
