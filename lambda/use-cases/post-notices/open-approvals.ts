import { approverOf } from '../../domain/approval/approver-of.ts';
import type { Person } from '../../domain/approval/person.ts';
import type { Campaign } from '../../domain/campaign/campaign.ts';
import type { ApprovalAsk, ApprovalFacts } from '../../domain/cards/approval-cards.ts';
import { type SendRow, sendName } from '../../domain/send-log/send-row.ts';
import { expiryMs, lastValidDay } from '../../domain/send-log/validity.ts';
import { type CardNames, namedCustomer, ownerOf } from './card-names.ts';
import type { CardTools } from './notice-tools.ts';
import type { NoticeOf, QueuedNotice } from './queued-notice.ts';

type ApprovalNotice = NoticeOf<'send'> | NoticeOf<'approval-reminder'>;

/** A mail that waits for approval, as cards and mails ask for it. */
export interface OpenApproval<N extends ApprovalNotice> extends QueuedNotice<N> {
  readonly approver: Person;
  readonly facts: ApprovalFacts;
}

const dayMs = 86_400_000;
/** A request's page outlives the request, so that later visitors see who decided. */
const shownAfterwardsMs = 7 * dayMs;
const listShownMs = 30 * dayMs;

/** Those of the notices whose mail still waits for approval, with what is to be said of it. */
export async function openApprovals<N extends ApprovalNotice>(
  tools: CardTools,
  notices: readonly QueuedNotice<N>[],
  names: CardNames,
): Promise<readonly OpenApproval<N>[]> {
  const found = await Promise.all(
    notices.map(async (queued): Promise<readonly OpenApproval<N>[]> => {
      const { notice } = queued;
      const row = names.rows.get(sendName(notice));
      if (row?.state !== 'awaiting-approval') return [];
      const campaign = names.campaigns.get(notice.campaign);
      const owner = ownerOf(names, notice.customer);
      const approver = approverOf(campaign, owner, tools.stage);
      return [{ ...queued, approver, facts: await factsOf(tools, queued.id, row, names) }];
    }),
  );
  return found.flat();
}

/** Who is asked, with the page that lists all that waits for them. */
export async function approvalAskOf({ links, hasher, clock }: CardTools, approver: Person): Promise<ApprovalAsk> {
  const untilMs = clock.nowMs() + listShownMs;
  const hash = await hasher.hash(approver.email);
  return { approver, listUrl: await links.to({ purpose: 'approvals', untilMs, approver: hash }) };
}

async function factsOf(tools: CardTools, id: string, row: SendRow, names: CardNames): Promise<ApprovalFacts> {
  const { customer, key, dueOn } = row;
  const campaign = names.campaigns.get(row.campaign);
  const subject = names.subjects.get(sendName(row));
  const untilMs = expiryOf(campaign, row, tools) + shownAfterwardsMs;
  return {
    ...namedCustomer(names, customer),
    ...{ id, campaign: row.campaign, campaignName: campaign?.name ?? row.campaign },
    ...(subject !== undefined && { subject }),
    ownerName: ownerOf(names, customer).name,
    dueOn,
    lastDay: campaign && lastValidDay(campaign, dueOn),
    isAgain: row.reason === 'approval-void',
    url: await tools.links.to({ purpose: 'approval', untilMs, customer, key }),
  };
}

function expiryOf(campaign: Campaign | undefined, { dueOn }: SendRow, { clock }: CardTools): number {
  return campaign === undefined ? clock.nowMs() : expiryMs(campaign, dueOn);
}
