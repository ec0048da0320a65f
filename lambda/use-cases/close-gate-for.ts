import { isMeantSandbox } from '../domain/sending/is-meant-sandbox.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { Clock, Log, MailGate, MailOutcome } from '../ports.ts';

/** What closing the gate needs. */
export interface CloseGateTools {
  readonly gate: Pick<MailGate, 'close'>;
  readonly stage: Pick<StageConfig, 'sendInSandbox'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Closes the gate for all mail when the mail service would take no other mail either; sweep tells people and opens it. */
export async function closeGateFor({ gate, stage, clock, log }: CloseGateTools, outcome: MailOutcome): Promise<void> {
  if (outcome.kind !== 'held' || outcome.cause === undefined) return;
  const { cause, error, retryAfterMs } = outcome;
  if (isMeantSandbox(cause, stage)) return;
  const nowMs = clock.nowMs();
  const until = new Date(nowMs + retryAfterMs).toISOString();
  const isFirst = await gate.close({ cause, error, until }, new Date(nowMs).toISOString());
  if (isFirst) log.warn('gate-closing', { cause, error });
}
