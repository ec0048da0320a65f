import type { ApprovalRequest } from '../domain/approval/approval-request.ts';
import { approverOf } from '../domain/approval/approver-of.ts';
import { mailDigest } from '../domain/approval/mail-digest.ts';
import { ownerOf } from '../domain/approval/person.ts';
import { requestFacts } from '../domain/approval/request-facts.ts';
import type { OutgoingMail } from '../domain/message/outgoing-mail.ts';
import { type SendRef, type SendRow, sendName } from '../domain/send-log/send-row.ts';
import type { SendState } from '../domain/send-log/send-state.ts';
import { expiryMs } from '../domain/send-log/validity.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import type { CampaignStore, CustomerReader, Queues } from '../ports.ts';
import { findWords, type WordSources } from './find-words.ts';
import type { CandidateSources } from './know-candidates.ts';
import { findLiveCampaign, type LiveCampaign } from './live-campaign.ts';
import { lookAgain, type Verdict } from './look-again.ts';
import { writeMail } from './write-mail.ts';

export type { ApprovalRequest };

/** Where requests for approval are looked up. */
export interface ApprovalSources extends WordSources, Omit<CandidateSources, 'links'> {
  readonly campaigns: CampaignStore;
  readonly customers: CustomerReader;
}

/** What approving and rejecting need. */
export interface ApprovalTools extends ApprovalSources {
  readonly queues: Pick<Queues, 'plan' | 'notify'>;
}

/** States of a send that ended without a mail. */
const ended: readonly SendState[] = ['stopped', 'rejected', 'skipped', 'expired', 'failed', 'cancelled'];

/** Looks a request up as it stands now, by the code that sends; undefined when there is no such send. */
export async function readApproval(tools: ApprovalSources, ref: SendRef): Promise<ApprovalRequest | undefined> {
  const row = await tools.sendLog.get(ref);
  if (row === undefined) return undefined;
  const live = await findLiveCampaign(tools.campaigns, row.campaign);
  const words = (await findWords(tools, [row])).get(sendName(row));
  const version = words?.version ?? live?.version ?? (await tools.campaigns.version(row.campaign, row.version));
  const campaign = version?.campaign;
  const customer = words?.customer ?? (await tools.customers.get({ type: 'customer', id: row.customer }));
  const mail = words && writeMail(tools, row, words.version, words);
  const blocked = await whyBlocked(tools, row, live, mail);
  const uploadedBy = live?.entry.uploadedBy;
  return {
    ...{ row, campaign, customer },
    approver: approverOf(campaign, ownerOf(customer), tools.stage),
    untilMs: campaign ? expiryMs(campaign, row.dueOn) : Date.parse(row.at),
    ...(mail && { mail }),
    digest: mail ? mailDigest(mail) : '',
    ...(blocked && { blocked }),
    facts: words && campaign ? requestFacts({ ...words, ...words.version, ...words.records, row }, tools.stage) : [],
    ...(uploadedBy && { uploadedBy }),
  };
}

async function whyBlocked(
  tools: ApprovalSources,
  row: SendRow,
  live: LiveCampaign | undefined,
  mail: OutgoingMail | undefined,
): Promise<Verdict | undefined> {
  if (ended.includes(row.state)) return { state: row.state, reason: row.reason };
  if (row.state !== 'awaiting-approval') return undefined;
  if (live === undefined) return { state: 'cancelled', reason: 'campaign-withdrawn' };
  const look = await lookAgain(tools, row, live.version, compileWhere(live.version.campaign.where));
  if (look.kind === 'stays') return look.verdict;
  return mail ? undefined : { state: 'failed', reason: 'render-error' };
}
