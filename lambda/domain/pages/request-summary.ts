import { html } from 'hono/html';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import { monthDayText } from '../approval/month-day-text.ts';
import { daysBetween } from '../calendar/plain-date.ts';
import { localDate } from '../calendar/zone.ts';
import { dueInstantMs } from '../send-log/due-instant.ts';
import type { StageConfig } from '../stage-config.ts';
import { approvalTexts } from './approval-texts.ts';
import type { Markup } from './page-frame.ts';
import { deadlineText, whenText, zoneText } from './when-text.ts';

/** How many days after its due day the mail would leave at an instant (ms), in the campaign's zone; 0 when in time. */
function daysLate({ row, campaign }: ApprovalRequest, nowMs: number): number {
  return campaign === undefined ? 0 : Math.max(0, daysBetween(row.dueOn, localDate(nowMs, campaign.timeZone)));
}

/** What happens to the mail when it is approved at an instant (ms): it leaves at once, be it late, or when it is due. */
export function afterApprovalText(request: ApprovalRequest, nowMs: number, stage: StageConfig): string {
  const { row, campaign } = request;
  const texts = approvalTexts[stage.locale];
  const days = daysLate(request, nowMs);
  if (days > 0) return texts.late(monthDayText(row.dueOn, stage.locale), days);
  const dueMs = campaign && dueInstantMs(campaign, row);
  return dueMs === undefined || dueMs <= nowMs ? texts.atOnce : texts.atTime(whenText(dueMs, stage));
}

/** Who may decide, until when, and what then happens. */
export function requestSummary(request: ApprovalRequest, nowMs: number, stage: StageConfig): Markup {
  const texts = approvalTexts[stage.locale];
  const { name, email } = request.approver;
  const signIn = stage.signIn === undefined ? texts.anybody : texts.signInNeeded;
  return html`<dl class="summary">
<div><dt>${texts.approver}</dt><dd>${name || email}${name && email && html` <span class="soft">${email}</span>`}<br><span class="note">${signIn}</span></dd></div>
<div><dt>${texts.until}</dt><dd>${texts.untilTime(deadlineText(request.untilMs, stage))}<br><span class="note">${zoneText(request.untilMs, stage)}</span></dd></div>
<div><dt>${texts.afterApproval}</dt><dd>${afterApprovalText(request, nowMs, stage)}${daysLate(request, nowMs) > 0 && html`<br><strong class="caution">${texts.lateNote}</strong>`}<br><span class="note">${texts.afterNote}</span></dd></div>
</dl>`;
}

/** What matters of the customer. */
export function factList({ facts, uploadedBy }: ApprovalRequest, { locale }: StageConfig): Markup {
  const texts = approvalTexts[locale];
  const all =
    uploadedBy === undefined || uploadedBy.length === 0
      ? facts
      : [...facts, { label: texts.uploadedBy, value: uploadedBy.join(', ') }];
  return html`<dl class="facts">
${all.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
</dl>`;
}
