import { isMeantSandbox } from '../../domain/sending/is-meant-sandbox.ts';
import type { GateCause, GateState } from '../../domain/sending/mail-gate.ts';
import { isUsedUp, isWorthwhile } from '../../domain/sending/quota-room.ts';
import type { SendingQuota } from '../../domain/sending/sending-quota.ts';
import type { StageConfig } from '../../domain/stage-config.ts';
import type { Clock, Log, MailAccount, MailGate, Queues, SendingQuotas, SendLog, ToldOnce } from '../../ports.ts';
import { pagesOf } from '../pages-of.ts';
import { tellGateNews } from './tell-gate-news.ts';

/** What looking after the account needs. */
export interface SweepSendingTools {
  readonly account: MailAccount;
  readonly quotas: Pick<SendingQuotas, 'note'>;
  readonly gate: MailGate;
  readonly told: ToldOnce;
  readonly sendLog: Pick<SendLog, 'waiting' | 'getMany'>;
  readonly queues: Pick<Queues, 'notify'>;
  readonly stage: Pick<StageConfig, 'sendInSandbox' | 'sendShare'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the account said; a part is undefined when it did not answer. */
interface Readiness {
  readonly quota: SendingQuota | undefined;
  readonly hindrance: GateCause | 'none' | undefined;
}

const dayMs = 24 * 60 * 60_000;
/** Longer than a mail that met the end of the quota waits to be tried again. */
const lookAheadMs = 60 * 60_000;

/**
 * Asks the mail service what the account may send, keeps that for the senders, closes the gate when no mail would leave
 * and opens it when mail would again; has people told of it. What does not answer leaves the gate as it is.
 */
export async function sweepSending(tools: SweepSendingTools): Promise<void> {
  const at = new Date(tools.clock.nowMs()).toISOString();
  const readiness = { quota: await readQuota(tools, at), hindrance: await readHindrance(tools) };
  const before = await tools.gate.read();
  const cause = await causeToClose(tools, readiness, before);
  if (cause !== undefined) await tools.gate.close({ cause, error: '', until: at }, at);
  else if (before.state === 'closed' && mayOpen(tools, readiness, before, at)) await tools.gate.open(before, at);
  const gate = await tools.gate.read();
  if (gate.state === 'closed') {
    const { since, error } = gate;
    // The event that the operators' alarm counts.
    tools.log.error('gate-closed', { cause: gate.cause, since, error });
  } else if (before.state === 'closed') {
    tools.log.info('gate-opened', { cause: before.cause, since: before.since });
  }
  await tellGateNews(tools, gate);
}

async function causeToClose(
  tools: SweepSendingTools,
  { quota, hindrance }: Readiness,
  gate: GateState,
): Promise<GateCause | undefined> {
  if (hindrance !== undefined && hindrance !== 'none') return hindrance;
  if (quota === undefined || !isUsedUp(quota, shareOf(tools))) return undefined;
  // Where SES refuses mails for a graver cause that cannot be read now, that cause stays.
  if (gate.state === 'closed') return hindrance === 'none' ? 'daily-quota' : undefined;
  // The last mail of the day may fit exactly: then nobody needs to hear of it.
  return (await somethingWaits(tools)) ? 'daily-quota' : undefined;
}

function mayOpen(
  tools: SweepSendingTools,
  { quota, hindrance }: Readiness,
  gate: Extract<GateState, { readonly state: 'closed' }>,
  at: string,
): boolean {
  if (quota === undefined || hindrance === undefined || gate.until > at) return false;
  // By then nothing counts any more of what had used the quota up: who uses it now goes on doing so.
  const isOld = Date.parse(at) - Date.parse(gate.since) >= dayMs;
  return gate.cause !== 'daily-quota' || isOld || isWorthwhile(quota, shareOf(tools));
}

async function readQuota(tools: SweepSendingTools, readAt: string): Promise<SendingQuota | undefined> {
  const read = await answerOf(tools, 'quota', () => tools.account.quota());
  if (read === undefined) return undefined;
  const quota = { ...read, readAt };
  await tools.quotas.note(quota);
  return quota;
}

async function readHindrance(tools: SweepSendingTools): Promise<Readiness['hindrance']> {
  const found = await answerOf(tools, 'readiness', async () => (await tools.account.hindrance()) ?? 'none');
  return isMeantSandbox(found, tools.stage) ? 'none' : found;
}

async function answerOf<T>({ log }: SweepSendingTools, what: string, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    log.warn('account-silent', { what, error: error instanceof Error ? error.name : 'unknown' });
    return undefined;
  }
}

async function somethingWaits({ sendLog, clock }: SweepSendingTools): Promise<boolean> {
  const until = new Date(clock.nowMs() + lookAheadMs).toISOString();
  for await (const refs of pagesOf((cursor) => sendLog.waiting(until, cursor))) {
    const rows = await sendLog.getMany(refs);
    if ([...rows.values()].some(({ state, reason }) => state === 'waiting' && reason === 'quota')) return true;
  }
  return false;
}

function shareOf({ stage }: SweepSendingTools): number {
  return stage.sendShare ?? 1;
}
