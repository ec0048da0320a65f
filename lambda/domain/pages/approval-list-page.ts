import { html } from 'hono/html';
import type { ApprovalRequest } from '../approval/approval-request.ts';
import { type Outcome, outcomeText } from '../cards/outcome-text.ts';
import { lastApproval } from '../send-log/kept-decision.ts';
import { sendName } from '../send-log/send-row.ts';
import type { StageConfig } from '../stage-config.ts';
import { type ApprovalListTexts, approvalListTexts, type PickOutcome } from './approval-list-texts.ts';
import type { Hindrance } from './approval-page.ts';
import { approvalTexts } from './approval-texts.ts';
import { type DecisionForm, decisionButtons, decisionFields, problemSummary } from './decision-form.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { writePick } from './picked-request.ts';
import { factList } from './request-summary.ts';
import { campaignName, customerName } from './request-view.ts';
import { dateText, deadlineText } from './when-text.ts';
import { companyName } from './whom-line.ts';

/** One pending request on the list. */
export interface ListedRequest {
  readonly request: ApprovalRequest;
  /** Address of its own page, where the mail can be seen as it will look. */
  readonly page: string;
  /** Why the reader must not decide it. */
  readonly hindrance?: Hindrance;
}

/** What came of one request that was picked. */
export interface PickResult {
  readonly request: ApprovalRequest;
  readonly outcome: PickOutcome;
}

export interface ApprovalListPage {
  readonly stage: StageConfig;
  readonly requests: readonly ListedRequest[];
  /** True when there are more than are listed. */
  readonly isCapped: boolean;
  readonly form: Omit<DecisionForm, 'locale'>;
  /** What was ticked, by `sendName`, when the form comes back. */
  readonly picked: ReadonlySet<string>;
  /** What has just been decided. */
  readonly results: readonly PickResult[];
}

/** Everything that waits for one approver, with a checkbox each, and what came of those just decided. */
export function approvalListPage(page: ApprovalListPage): Markup {
  const { stage, requests, results } = page;
  const { locale, sender } = stage;
  const texts = approvalListTexts[locale];
  const form = { ...page.form, locale };
  const body = html`${problemSummary(form)}
${results.length > 0 && resultList(results, stage, texts)}
${requests.length === 0 ? html`<p>${texts.none}</p>` : pendingForm(page, form, texts)}`;
  const heading = results.length > 0 ? texts.resultHeading : texts.heading;
  return pageFrame({ locale, sender, readers: 'colleagues', hasErrors: form.problems.length > 0, heading, body });
}

function pendingForm(page: ApprovalListPage, form: DecisionForm, texts: ApprovalListTexts): Markup {
  const { stage, requests, isCapped, picked, results } = page;
  const isAlone = results.length === 0;
  return html`${!isAlone && html`<h2>${texts.remaining}</h2>`}
<form method="post" novalidate>
<p class="lead">${isCapped ? texts.capped(requests.length) : texts.lead(requests.length)}</p>
<ul class="requests" id="requests" tabindex="-1">
${requests.map((listed) => item(listed, picked, stage, texts))}
</ul>
<section class="choice wide-form" aria-labelledby="decide">
<h2 id="decide">${texts.form}</h2>
<p class="note">${texts.formNote}</p>
${decisionFields(form)}
${decisionButtons(texts.approve, texts.reject)}
</section>
</form>`;
}

function item(
  listed: ListedRequest,
  picked: ReadonlySet<string>,
  stage: StageConfig,
  texts: ApprovalListTexts,
): Markup {
  const { request, page } = listed;
  const { row, digest, mail, untilMs } = request;
  const colon = stage.locale === 'ja' ? '：' : ': ';
  const title = html`<span><span class="line"><strong>${approvalTexts[stage.locale].whom(customerName(request))}</strong> <span class="company">${companyName(request)}</span></span>
<span class="line soft">${campaignName(request)}</span>
<span class="line">${mail?.subject}</span>
<span class="line note">${texts.due}${colon}${dateText(row.dueOn, stage)} · ${texts.until}${colon}${deadlineText(untilMs, stage)}</span></span>`;
  const isPicked = picked.has(sendName(row));
  const note = whyUnpickable(listed, stage, texts);
  const head =
    note === undefined
      ? html`<label class="pick"><input type="checkbox" name="pick" value="${writePick({ ...row, digest })}"${isPicked && html` checked`}>${title}</label>`
      : html`<div class="pick unpicked">${title}</div>
<p class="note unpicked">${note}</p>`;
  return html`<li>${head}
<details class="more"><summary>${texts.details}<span class="hidden"> — ${customerName(request)}</span></summary>
${factList(request, stage)}
<pre>${mail?.text}</pre>
<p><a href="${page}">${texts.open}</a></p>
</details></li>
`;
}

function whyUnpickable({ request, hindrance }: ListedRequest, stage: StageConfig, texts: ApprovalListTexts) {
  const { ownUpload, notYou } = approvalTexts[stage.locale];
  if (request.blocked) return blockedText(request.blocked, stage, texts);
  return hindrance && (hindrance === 'own-upload' ? ownUpload : notYou);
}

function blockedText(blocked: Outcome, stage: StageConfig, texts: ApprovalListTexts): string {
  return `${texts.outcomes.blocked}${stage.locale === 'ja' ? '：' : ': '}${outcomeText(blocked, stage)}`;
}

function resultList(results: readonly PickResult[], stage: StageConfig, texts: ApprovalListTexts): Markup {
  const line = ({ request, outcome }: PickResult) => {
    const last = lastApproval(request.row);
    const words =
      outcome === 'blocked' && request.blocked ? blockedText(request.blocked, stage, texts) : texts.outcomes[outcome];
    const said =
      outcome === 'already' && last ? texts.already(approvalTexts[stage.locale].decisions[last.decision], last.by) : '';
    const isDone = outcome === 'approved' || outcome === 'rejected';
    return html`<li><span class="line">${approvalTexts[stage.locale].whom(customerName(request))} <span class="soft">${campaignName(request)}</span></span>
<p class="state${isDone ? '' : ' stopped'}">${said || words}</p></li>`;
  };
  return html`<div role="status"><ul class="results">${results.map(line)}</ul></div>`;
}
