import type { StageConfig } from '../stage-config.ts';
import type { GateCause } from './mail-gate.ts';

/** True where it is the sandbox that takes no mail, and the stage sends there on purpose: one recipient says nothing about the next. */
export function isMeantSandbox(
  cause: GateCause | 'none' | undefined,
  { sendInSandbox }: Pick<StageConfig, 'sendInSandbox'>,
): boolean {
  return cause === 'sandbox' && sendInSandbox === true;
}
