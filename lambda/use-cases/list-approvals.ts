import { approverOf } from '../domain/approval/approver-of.ts';
import { ownerOf } from '../domain/approval/person.ts';
import { recordName } from '../domain/records/record.ts';
import type { SendRef, SendRow } from '../domain/send-log/send-row.ts';
import { allWaiting } from './all-waiting.ts';
import { type ApprovalRequest, type ApprovalSources, readApproval } from './approval-request.ts';
import { findLiveCampaign } from './live-campaign.ts';

/** At most so many requests are listed unless told; so many are read at a time. */
const LIMIT = 100;
const AT_A_TIME = 10;

/** The requests that wait for the approver of this keyed address hash (undefined = for anybody), the most urgent first. */
export async function listApprovals(
  tools: ApprovalSources,
  approver: string | undefined,
  limit: number = LIMIT,
): Promise<readonly ApprovalRequest[]> {
  const wanted: SendRow[] = [];
  for await (const refs of allWaiting(tools.sendLog)) wanted.push(...(await requestsFor(tools, refs, approver)));
  wanted.sort((one, other) => order(one).localeCompare(order(other)));
  const nowMs = tools.clock.nowMs();
  const requests: ApprovalRequest[] = [];
  for (let start = 0; start < wanted.length && requests.length < limit; start += AT_A_TIME) {
    const some = wanted.slice(start, start + AT_A_TIME);
    const read = await Promise.all(some.map((row) => readApproval(tools, row)));
    requests.push(...read.flatMap((each) => (each && isOpen(each, nowMs) ? [each] : [])));
  }
  return requests.slice(0, limit).sort((one, other) => one.untilMs - other.untilMs);
}

/** Somebody may have decided since, or sweep not yet have noticed that its time is over. */
function isOpen({ row, untilMs }: ApprovalRequest, nowMs: number): boolean {
  return row.state === 'awaiting-approval' && nowMs < untilMs;
}

async function requestsFor(
  tools: ApprovalSources,
  refs: readonly SendRef[],
  approver: string | undefined,
): Promise<readonly SendRow[]> {
  const rows = [...(await tools.sendLog.getMany(refs)).values()].filter(({ state }) => state === 'awaiting-approval');
  if (approver === undefined) return rows;
  const customers = await tools.customers.getMany(rows.map(({ customer }) => ({ type: 'customer', id: customer })));
  const isTheirs = await Promise.all(
    rows.map(async (row) => {
      const live = await findLiveCampaign(tools.campaigns, row.campaign);
      const customer = customers.get(recordName({ type: 'customer', id: row.customer }));
      const { email } = approverOf(live?.version.campaign, ownerOf(customer), tools.stage);
      return email !== '' && (await tools.hasher.hash(email)) === approver;
    }),
  );
  return rows.filter((_, index) => isTheirs[index]);
}

/** What is due first is most pressing. */
function order({ dueOn, customer, key }: SendRow): string {
  return `${dueOn}#${customer}#${key}`;
}
