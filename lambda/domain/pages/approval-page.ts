import { html } from 'hono/html';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import { lastApproval } from '../send-log/kept-decision.ts';
import type { StageConfig } from '../stage-config.ts';
import { type ApprovalTexts, approvalTexts } from './approval-texts.ts';
import { type DecisionForm, decisionButtons, decisionFields, problemSummary } from './decision-form.ts';
import { decisionHistory } from './decision-history.ts';
import { mailSection } from './mail-section.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { factList, requestSummary } from './request-summary.ts';
import { campaignName } from './request-view.ts';
import { whomLine } from './whom-line.ts';

/** Why somebody who may look must not decide. */
export type Hindrance = 'not-the-approver' | 'own-upload';

export interface ApprovalPage {
  readonly stage: StageConfig;
  readonly nowMs: number;
  readonly request: ApprovalRequest;
  /** Address of the mail's HTML, for the frame. */
  readonly frame: string;
  readonly form: Omit<DecisionForm, 'locale'>;
  /** True when somebody decided on a mail that is no longer this one. */
  readonly hasChanged?: boolean;
  readonly hindrance?: Hindrance;
}

/** A request still to be decided: the exact mail, what matters of the customer, and the form. */
export function approvalPage(page: ApprovalPage): Markup {
  const { stage, nowMs, request, frame, hasChanged = false, hindrance } = page;
  const { locale, sender } = stage;
  const texts = approvalTexts[locale];
  const form = { ...page.form, locale };
  const isAskedAgain = !hasChanged && lastApproval(request.row)?.decision === 'void';
  const body = html`<p class="whom">${whomLine(request, locale)}</p>
${problemSummary(form)}
${hasChanged && banner('alert', texts.changedHeading, texts.changedNote)}
${isAskedAgain && banner('', texts.voidNote)}
${requestSummary(request, nowMs, stage)}
<p class="jump"><a href="#decide">${texts.jump}</a></p>
<div class="columns">
${request.mail && mailSection(request.mail, frame, locale)}
<div class="beside">
<section aria-labelledby="facts">
<h2 id="facts">${texts.factsHeading}</h2>
${factList(request, stage)}
</section>
${decisionHistory(request.row, stage)}
<section class="choice" aria-labelledby="decide">
<h2 id="decide">${texts.formHeading}</h2>
${hindrance ? html`<p>${hindrance === 'own-upload' ? texts.ownUpload : texts.notYou}</p>` : decideForm(form, request, texts)}
</section>
</div>
</div>`;
  const heading = texts.heading(campaignName(request));
  return pageFrame({
    locale,
    sender,
    readers: 'colleagues',
    isWide: true,
    hasErrors: form.problems.length > 0,
    heading,
    body,
  });
}

// Without `action`, a form posts to the page's own address.
function decideForm(form: DecisionForm, { digest }: ApprovalRequest, texts: ApprovalTexts): Markup {
  return html`<form method="post" novalidate>
<input type="hidden" name="digest" value="${digest}">
${decisionFields(form)}
${decisionButtons(texts.approve, texts.reject)}
<p class="note">${texts.formNote}</p>
</form>`;
}

function banner(kind: 'alert' | '', title: string, note = ''): Markup {
  return html`<div class="banner ${kind}"${kind && html` role="alert"`}>
<p class="banner-title">${title}</p>
${note && html`<p>${note}</p>`}
</div>`;
}
