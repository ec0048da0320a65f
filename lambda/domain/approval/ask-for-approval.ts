import type { IsoDate } from '../calendar/plain-date.ts';
import type { CampaignVersion } from '../campaign/campaign.ts';
import type { Reason } from '../send-log/send-state.ts';
import type { StageConfig } from '../stage-config.ts';
import { nextLookAt } from './next-look-at.ts';

/** What a row becomes when a person has to agree to its mail first: `nowMs` is when they are asked. */
export function askForApproval(
  { version, campaign }: CampaignVersion,
  dueOn: IsoDate,
  { nowMs, stage, reason = '' }: { readonly nowMs: number; readonly stage: StageConfig; readonly reason?: Reason },
) {
  const notBefore = nextLookAt(campaign, dueOn, nowMs, stage);
  return { state: 'awaiting-approval', reason, version, notBefore } as const;
}
