import type { Outcome } from '../domain/cards/outcome-text.ts';
import type { SendRef, SendRow } from '../domain/send-log/send-row.ts';
import { compileWhere } from '../domain/where/compile-where.ts';
import type { ApprovalSources } from './approval-request.ts';
import { findLiveCampaign } from './live-campaign.ts';
import { lookAgain } from './look-again.ts';
import { readSentMail, type SentMail } from './sent-mail.ts';

/** A mail of which nobody knows, or knew, whether it went out. */
export interface OutcomeRequest extends SentMail {
  /** Why it would not leave if it were to be sent again; absent when it would, or would be asked about first. */
  readonly blocked?: Outcome;
}

/** Looks it up as it stands now; undefined when there is no such send. */
export async function readOutcomeRequest(tools: ApprovalSources, ref: SendRef): Promise<OutcomeRequest | undefined> {
  const sent = await readSentMail(tools, ref);
  if (sent === undefined || sent.row.state !== 'uncertain') return sent;
  const blocked = await whyBlocked(tools, sent.row);
  return { ...sent, ...(blocked && { blocked }) };
}

async function whyBlocked(tools: ApprovalSources, row: SendRow): Promise<Outcome | undefined> {
  const live = await findLiveCampaign(tools.campaigns, row.campaign);
  if (live === undefined) return { state: 'cancelled', reason: 'campaign-withdrawn' };
  const look = await lookAgain(tools, row, live.version, compileWhere(live.version.campaign.where));
  return look.kind === 'stays' ? look.verdict : undefined;
}
