import { localDate } from '../domain/calendar/zone.ts';
import type { Campaign, CampaignVersion } from '../domain/campaign/campaign.ts';
import { candidateOfRow } from '../domain/decision/candidate-of-row.ts';
import { decide } from '../domain/decision/decide.ts';
import { stateFor } from '../domain/decision/decision.ts';
import type { CompiledMessage } from '../domain/message/compile-message.ts';
import { composeMail, tagsOf } from '../domain/message/compose-mail.ts';
import type { OutgoingMail } from '../domain/message/outgoing-mail.ts';
import { isWorthTelling } from '../domain/notices/is-worth-telling.ts';
import { parseRecordName } from '../domain/records/record.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { Reason, SendState } from '../domain/send-log/send-state.ts';
import { expiryMs, lastValidDay } from '../domain/send-log/validity.ts';
import { evaluateMapWhere } from '../domain/where/evaluate-map-where.ts';
import type { CampaignStore, Clock, Log, Mailer, MailOutcome, Queues, SendPatch } from '../ports.ts';
import { type CandidateSources, type KnownCandidate, knowCandidates } from './know-candidates.ts';
import { findLiveCampaign } from './live-campaign.ts';
import type { SendMessage } from './messages.ts';

/** What sending needs. `compile` keeps what it compiled: once per version and container, never per mail. */
export interface SendTools extends CandidateSources {
  readonly campaigns: CampaignStore;
  readonly mailer: Mailer;
  readonly queues: Pick<Queues, 'notify'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly compile: (version: CampaignVersion) => CompiledMessage;
}

/** A change of state that is no mail: what the last look before sending found. */
interface Verdict {
  readonly state: SendState;
  readonly reason: Reason;
  readonly notBefore?: string;
}

/**
 * Sends one planned mail, at most once whatever is repeated: looks again whether it may leave, renders, claims the row,
 * hands the mail over and records the outcome. A row that is not `planned` is somebody else's and left alone.
 */
export async function sendMail(tools: SendTools, { customer, key }: SendMessage): Promise<void> {
  const row = await tools.sendLog.get({ customer, key });
  if (row?.state !== 'planned') return;
  const live = await findLiveCampaign(tools.campaigns, row.campaign);
  if (live === undefined) return settle(tools, row, { state: 'cancelled', reason: 'campaign-withdrawn' });
  const ready = await lookAgain(tools, row, live.version);
  if ('state' in ready) return settle(tools, row, ready);
  const mail = await writeMail(tools, row, live.version, ready);
  if (mail === undefined) return settle(tools, row, { state: 'failed', reason: 'render-error' });

  const claimed = await tools.sendLog.move(row, ['planned'], {
    ...{ state: 'sending', reason: '', at: now(tools), version: live.version.version, attempted: true },
  });
  if (!claimed) return;
  await recordOutcome(tools, row, await handOver(tools, row, mail));
}

/** A mailer throws only when nothing can have left: the claim is given back, for the queue to try again. */
async function handOver(tools: SendTools, row: SendRow, mail: OutgoingMail): Promise<MailOutcome> {
  try {
    return await tools.mailer.send(mail);
  } catch (error) {
    await tools.sendLog.move(row, ['sending'], { state: 'planned', reason: '', at: now(tools) });
    throw error;
  }
}

/** The refusals, the date and the customer's facts as they are now; a CEL `where` was asked by plan, a map is asked again. */
async function lookAgain(tools: SendTools, row: SendRow, version: CampaignVersion): Promise<KnownCandidate | Verdict> {
  const { campaign } = version;
  const today = localDate(tools.clock.nowMs(), campaign.timeZone);
  if (today > lastValidDay(campaign, row.dueOn)) return { state: 'expired', reason: 'late' };
  const holder = await tools.customers.get(parseRecordName(row.record));
  if (holder === undefined) return { state: 'cancelled', reason: 'record-missing' };
  const candidate = candidateOfRow(campaign, row, holder);
  if (candidate === undefined) return { state: 'cancelled', reason: 'date-changed' };
  const { where } = campaign;
  const accepts = where.kind === 'map' ? evaluateMapWhere.bind(undefined, where.clauses) : () => true;
  const [known] = await knowCandidates(tools, { version, today, accepts, asking: row }, [candidate]);
  if (known === undefined) return { state: 'cancelled', reason: 'record-missing' };
  const decision = decide(known.facts);
  if (decision.kind === 'send') return known;
  return { state: stateFor(decision), reason: decision.reason, ...waitFor(campaign, row, decision.kind) };
}

function waitFor(campaign: Campaign, row: SendRow, kind: string): { readonly notBefore?: string } {
  return kind === 'ask' ? { notBefore: new Date(expiryMs(campaign, row.dueOn)).toISOString() } : {};
}

async function writeMail(
  { compile, stage, log }: SendTools,
  row: SendRow,
  version: CampaignVersion,
  { records, facts, context, unsubscribeUrl }: KnownCandidate,
): Promise<OutgoingMail | undefined> {
  const { campaign } = version;
  try {
    return composeMail({
      campaign,
      customer: records.customer,
      address: facts.address,
      message: compile(version)(context, row.offset),
      unsubscribeUrl,
      stage,
      tags: tagsOf(campaign.id, row, row.attempt + 1),
    });
  } catch {
    log.error('render-failed', { campaign: campaign.id, customer: row.customer });
    return undefined;
  }
}

async function recordOutcome(tools: SendTools, row: SendRow, outcome: MailOutcome): Promise<void> {
  const verdict = verdictOf(outcome, tools.clock.nowMs());
  const messageId = outcome.kind === 'accepted' ? { messageId: outcome.messageId } : {};
  await moveAndTell(tools, row, ['sending'], { ...verdict, ...messageId });
  const error = 'error' in outcome ? { error: outcome.error } : {};
  tools.log.info('mail', { campaign: row.campaign, customer: row.customer, state: verdict.state, ...error });
}

function verdictOf(outcome: MailOutcome, nowMs: number): Verdict {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'sent', reason: '' };
    case 'rejected':
      return { state: 'failed', reason: 'rejected-by-ses' };
    case 'held':
      return {
        state: 'waiting',
        reason: outcome.reason,
        notBefore: new Date(nowMs + outcome.retryAfterMs).toISOString(),
      };
    case 'unknown':
      return { state: 'uncertain', reason: 'unknown-outcome' };
  }
}

async function settle(tools: SendTools, row: SendRow, verdict: Verdict): Promise<void> {
  await moveAndTell(tools, row, ['planned'], verdict);
  tools.log.info('mail-not-sent', { campaign: row.campaign, customer: row.customer, state: verdict.state });
}

async function moveAndTell(
  tools: SendTools,
  row: SendRow,
  from: readonly SendState[],
  patch: Omit<SendPatch, 'at'>,
): Promise<void> {
  const moved = await tools.sendLog.move(row, from, { ...patch, at: now(tools) });
  if (!moved || !isWorthTelling(patch.state, patch.reason)) return;
  const { campaign, customer, key } = row;
  await tools.queues.notify([{ kind: 'send', campaign, customer, key, state: patch.state, reason: patch.reason }]);
}

function now({ clock }: SendTools): string {
  return new Date(clock.nowMs()).toISOString();
}
