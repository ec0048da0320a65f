import { html } from 'hono/html';
import type { ApprovalDecision } from '../approval/approval-decision.ts';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import { outcomeText } from '../cards/outcome-text.ts';
import type { StageConfig } from '../stage-config.ts';
import { approvalTexts } from './approval-texts.ts';
import { mailContents, mailSection } from './mail-section.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { afterApprovalText } from './request-summary.ts';
import { campaignName, type Standing } from './request-view.ts';
import { deadlineText, whenText } from './when-text.ts';
import { whomLine } from './whom-line.ts';

export interface ApprovalOutcomePage {
  readonly stage: StageConfig;
  readonly nowMs: number;
  readonly request: ApprovalRequest;
  readonly standing: Exclude<Standing, { readonly kind: 'pending' }>;
  /** True for whoever has just decided it. */
  readonly isOwn: boolean;
  /** Address of the mail's HTML, for the frame. */
  readonly frame: string;
}

/** A request that nobody can decide any more, and why: who decided and when, its time is over, or it is not needed. */
export function approvalOutcomePage(page: ApprovalOutcomePage): Markup {
  const { stage, request, frame } = page;
  const { locale, sender } = stage;
  const { heading, body } = describe(page);
  const shown = isAsDecided(page) && request.mail;
  return pageFrame({
    ...{ locale, sender, heading, readers: 'colleagues' },
    body: html`<p class="whom">${campaignName(request)}<br>${whomLine(request, locale)}</p>
${body}
${shown && mailSection(shown, frame, locale, mailContents[locale])}`,
  });
}

function describe(page: ApprovalOutcomePage): { readonly heading: string; readonly body: Markup } {
  const { stage, request, standing } = page;
  const texts = approvalTexts[stage.locale];
  switch (standing.kind) {
    case 'too-late':
      return {
        heading: texts.tooLateHeading,
        body: html`<p>${texts.tooLateNote(deadlineText(request.untilMs, stage))}</p>`,
      };
    case 'blocked':
      return {
        heading: texts.blockedHeading,
        body: html`<p>${texts.blockedNote}</p><p class="state stopped">${outcomeText(standing.outcome, stage)}</p>`,
      };
    case 'decided':
      return describeDecision(page, standing.decision);
  }
}

function describeDecision(page: ApprovalOutcomePage, { decision, by, signedInAs, comment, at }: ApprovalDecision) {
  const { stage, nowMs, request, isOwn } = page;
  const texts = approvalTexts[stage.locale];
  const said = decision === 'approved' ? 'approved' : 'rejected';
  // What the log says of a row on its way (順番を待っています) tells less than when it leaves.
  const isOnItsWay = said === 'approved' && ['waiting', 'planned'].includes(request.row.state);
  const stands = isOnItsWay ? afterApprovalText(request, nowMs, stage) : outcomeText(request.row, stage);
  return {
    heading: (isOwn ? texts.decidedHeading : texts.alreadyHeading)[said],
    body: html`${isOwn && html`<p>${texts.decidedNote[said]}</p>`}
<p>${texts.decidedBy(by, whenText(Date.parse(at), stage))}</p>
<dl class="facts">
${signedInAs && html`<div><dt>${texts.signedInAs}</dt><dd>${signedInAs}</dd></div>`}
${comment && html`<div><dt>${texts.comment}</dt><dd>${comment}</dd></div>`}
<div><dt>${texts.standsNow}</dt><dd>${stands}</dd></div>
</dl>`,
  };
}

/** True when the mail at hand is the one that was decided on; another one would mislead. */
function isAsDecided({ request, standing }: ApprovalOutcomePage): boolean {
  return standing.kind === 'decided' && request.digest !== '' && request.digest === standing.decision.digest;
}
