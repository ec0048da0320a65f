import { askForApproval } from '../domain/approval/ask-for-approval.ts';
import { mailDigest } from '../domain/approval/mail-digest.ts';
import { standingApproval, voidDecision } from '../domain/approval/standing-approval.ts';
import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import type { OutgoingMail } from '../domain/message/outgoing-mail.ts';
import { isNews, sendNotice } from '../domain/notices/send-notice.ts';
import type { SendRow } from '../domain/send-log/send-row.ts';
import type { SendState } from '../domain/send-log/send-state.ts';
import { evaluateMapWhere } from '../domain/where/evaluate-map-where.ts';
import type { CampaignStore, Mailer, MailGate, MailOutcome, MailPace, Queues, SendPatch, Turn } from '../ports.ts';
import { closeGateFor } from './close-gate-for.ts';
import { findLiveCampaign } from './live-campaign.ts';
import { type LookAgainTools, lookAgain } from './look-again.ts';
import type { SendMessage } from './messages.ts';
import { type Arrival, firstArrival, tellAgain } from './tell-again.ts';
import { type WriteTools, withoutOwnLink, writeMail } from './write-mail.ts';

/** What sending needs. */
export interface SendTools extends LookAgainTools, WriteTools {
  readonly campaigns: CampaignStore;
  readonly mailer: Mailer;
  readonly pace: MailPace;
  readonly gate: Pick<MailGate, 'close'>;
  readonly queues: Pick<Queues, 'notify'>;
}

/** A change of a row's state, as of now. */
type Move = Omit<SendPatch, 'at'>;

/**
 * Sends one planned mail, at most once whatever is repeated: looks again whether it may leave, renders, claims the row,
 * hands the mail over and records the outcome. A row that is not `planned` is somebody else's and left alone.
 */
export async function sendMail(
  tools: SendTools,
  { customer, key }: SendMessage,
  arrival: Arrival = firstArrival,
): Promise<void> {
  const row = await tools.sendLog.get({ customer, key });
  if (row === undefined) return;
  if (row.state !== 'planned') return tellAgain(tools.queues, row, arrival);
  // Before the last look: a "no" that is said while the mail waits for its turn still wins.
  const turn = await tools.pace.turn();
  if (turn.kind === 'held') return settle(tools, row, waiting(turn, tools.clock.nowMs()));
  const live = await findLiveCampaign(tools.campaigns, row.campaign);
  if (live === undefined) return settle(tools, row, { state: 'cancelled', reason: 'campaign-withdrawn' });
  const ready = await lastLook(tools, row, live.version);
  if ('state' in ready) return settle(tools, row, ready);

  // What was looked at, and the mail's tags, are this attempt's: another sender may have tried and given the row back.
  const at = now(tools);
  const claimed = await tools.sendLog.move(row, ['planned'], {
    ...{ state: 'sending', reason: '', at, version: live.version.version },
    ...{ sentAt: at, afterAttempt: row.attempt, whileDueOn: row.dueOn, addressHash: ready.addressHash },
  });
  if (!claimed) return;
  await recordOutcome(tools, row, await handOver(tools, row, ready.mail));
}

/** A mailer throws only when nothing can have left: the claim is given back, for the queue to try again. */
async function handOver(tools: SendTools, row: SendRow, mail: OutgoingMail): Promise<MailOutcome> {
  try {
    return await tools.mailer.send(mail);
  } catch (error) {
    await tools.sendLog.move(row, ['sending'], {
      ...{ state: 'planned', reason: '', at: now(tools), afterAttempt: row.attempt + 1 },
    });
    throw error;
  }
}

/**
 * The mail, or why it stays. Where a person must agree, it leaves only as the very mail that was shown to them; another
 * one is asked about again.
 */
async function lastLook(
  tools: SendTools,
  row: SendRow,
  version: CampaignVersion,
): Promise<{ readonly mail: OutgoingMail; readonly addressHash: string } | Move> {
  const { where } = version.campaign;
  // A CEL `where` was asked by plan; a map is asked again.
  const accepts = where.kind === 'map' ? evaluateMapWhere.bind(undefined, where.clauses) : () => true;
  const look = await lookAgain(tools, row, version, accepts);
  // Whether another way leads to the customer is found by plan, which alone may ask the index.
  if (look.kind === 'stays' && look.isLost)
    return { state: 'waiting', reason: 'record-missing', notBefore: now(tools) };
  if (look.kind === 'stays') return look.verdict;
  const approval = standingApproval(row);
  const asked = { nowMs: tools.clock.nowMs(), stage: tools.stage };
  if (look.kind === 'asks' && approval === undefined) return askForApproval(version, row.dueOn, asked);
  const { records, facts, context, unsubscribeUrl, addressHash } = look.known;
  const words = { customer: records.customer, address: facts.address, context, unsubscribeUrl };
  const mail = writeMail(tools, row, version, words);
  if (mail === undefined) return { state: 'failed', reason: 'render-error' };
  if (look.kind === 'leaves') return { mail, addressHash };
  const shown = writeMail(tools, row, version, withoutOwnLink(words));
  if (shown !== undefined && mailDigest(shown) === approval?.digest) return { mail, addressHash };
  const again = askForApproval(version, row.dueOn, { ...asked, reason: 'approval-void' });
  return { ...again, decided: voidDecision(now(tools)) };
}

async function recordOutcome(tools: SendTools, row: SendRow, outcome: MailOutcome): Promise<void> {
  const verdict = verdictOf(outcome, tools.clock.nowMs());
  const messageId = outcome.kind === 'accepted' ? { messageId: outcome.messageId } : {};
  await moveAndTell(tools, row, ['sending'], { ...verdict, ...messageId, afterAttempt: row.attempt + 1 });
  const error = 'error' in outcome ? { error: outcome.error } : {};
  tools.log.info('mail', { campaign: row.campaign, customer: row.customer, state: verdict.state, ...error });
  // After the row: a sender that dies in between must leave it waiting, not uncertain.
  await closeGateFor(tools, outcome);
}

function verdictOf(outcome: MailOutcome, nowMs: number): Move {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'sent', reason: '' };
    case 'rejected':
      return { state: 'failed', reason: 'rejected-by-ses' };
    case 'held':
      return waiting(outcome, nowMs);
    case 'unknown':
      return { state: 'uncertain', reason: 'unknown-outcome' };
  }
}

function waiting(
  { reason, retryAfterMs }: Omit<Extract<Turn, { readonly kind: 'held' }>, 'kind'>,
  nowMs: number,
): Move {
  return { state: 'waiting', reason, notBefore: new Date(nowMs + retryAfterMs).toISOString() };
}

async function settle(tools: SendTools, row: SendRow, verdict: Move): Promise<void> {
  // Mails stand in line for minutes: what was found of the row then holds for the day that it was due.
  await moveAndTell(tools, row, ['planned'], { ...verdict, whileDueOn: row.dueOn });
  tools.log.info('mail-not-sent', { campaign: row.campaign, customer: row.customer, state: verdict.state });
}

async function moveAndTell(tools: SendTools, row: SendRow, from: readonly SendState[], patch: Move): Promise<void> {
  const moved = await tools.sendLog.move(row, from, { ...patch, at: now(tools) });
  if (moved && isNews(row, patch)) await tools.queues.notify([sendNotice(row, patch)]);
}

function now({ clock }: SendTools): string {
  return new Date(clock.nowMs()).toISOString();
}
