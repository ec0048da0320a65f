import type { SendRow } from '../../domain/send-log/send-row.ts';
import { expiryMs } from '../../domain/send-log/validity.ts';
import type { CampaignStore, Clock, MailGate } from '../../ports.ts';
import { findLiveCampaign } from '../live-campaign.ts';

/** What looking at the gate needs. */
export interface HeldByGateTools {
  readonly campaigns: CampaignStore;
  readonly gate: Pick<MailGate, 'read'>;
  readonly clock: Clock;
}

/**
 * Tells of waiting rows whether the gate, as it is now, keeps them: to decide them again would lead nowhere, unless they
 * have become too old or their campaign is gone.
 */
export async function readHeldByGate({ campaigns, gate, clock }: HeldByGateTools) {
  const { state } = await gate.read();
  const nowMs = clock.nowMs();
  return async ({ campaign, dueOn, reason }: SendRow): Promise<boolean> => {
    if (state === 'open' || (reason !== 'quota' && reason !== 'paused')) return false;
    const live = await findLiveCampaign(campaigns, campaign);
    return live !== undefined && nowMs < expiryMs(live.version.campaign, dueOn);
  };
}
