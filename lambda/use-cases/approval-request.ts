import { approverOf } from '../domain/approval/approver-of.ts';
import { mailDigest } from '../domain/approval/mail-digest.ts';
import { ownerOf, type Person } from '../domain/approval/person.ts';
import { type RequestFact, requestFacts } from '../domain/approval/request-facts.ts';
import type { Campaign } from '../domain/campaign/campaign.ts';
import type { OutgoingMail } from '../domain/message/outgoing-mail.ts';
import type { StoredRecord } from '../domain/records/record.ts';
import { type SendRef, type SendRow, sendName } from '../domain/send-log/send-row.ts';
import type { SendState } from '../domain/send-log/send-state.ts';
import { expiryMs } from '../domain/send-log/validity.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import type { CampaignStore, CustomerStore, Queues } from '../ports.ts';
import { findWords, type WordSources } from './find-words.ts';
import type { CandidateSources } from './know-candidates.ts';
import { findLiveCampaign, type LiveCampaign } from './live-campaign.ts';
import { lookAgain, type Verdict } from './look-again.ts';
import { writeMail } from './write-mail.ts';

/** Where requests for approval are looked up. */
export interface ApprovalSources extends WordSources, Omit<CandidateSources, 'links'> {
  readonly campaigns: CampaignStore;
  readonly customers: CustomerStore;
}

/** What approving and rejecting need. */
export interface ApprovalTools extends ApprovalSources {
  readonly queues: Pick<Queues, 'plan' | 'notify'>;
}

/** A mail that waits, or waited, for a person: what would be sent to whom, and who may decide until when. */
export interface ApprovalRequest {
  readonly row: SendRow;
  /** As it is live; as it was planned when it is live no more; undefined when its version is gone. */
  readonly campaign: Campaign | undefined;
  readonly customer: StoredRecord | undefined;
  readonly approver: Person;
  /** When the mail has become too old to leave, in ms since 1970 UTC. */
  readonly untilMs: number;
  /** As it would leave, with a placeholder for the opt-out link. */
  readonly mail?: OutgoingMail;
  /** `mailDigest` of the mail; '' without one. */
  readonly digest: string;
  /** Why the mail would not leave, or did not, even if approved. */
  readonly blocked?: Verdict;
  readonly facts: readonly RequestFact[];
  /** Addresses of those who uploaded what the mail is made of: the live manifest entry's `uploadedBy`. */
  readonly uploadedBy?: readonly string[];
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
