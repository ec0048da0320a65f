import type { IsoDate } from '../calendar/plain-date.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { expiryMs } from '../send-log/validity.ts';
import type { StageConfig } from '../stage-config.ts';

const MS_PER_HOUR = 3_600_000;

/** When a request made at `nowMs` is looked at next, ISO UTC: to remind the approver, or to let it expire if that comes first. */
export function nextLookAt(
  campaign: Campaign,
  dueOn: IsoDate,
  nowMs: number,
  { remindApproverAfterHours }: Pick<StageConfig, 'remindApproverAfterHours'>,
): string {
  const reminderMs = nowMs + remindApproverAfterHours * MS_PER_HOUR;
  return new Date(Math.min(reminderMs, expiryMs(campaign, dueOn))).toISOString();
}
