import { html } from 'hono/html';
import type { HeldRunView } from '../brake/held-run-view.ts';
import { mailsOfRun } from '../brake/mails-of-run.ts';
import type { RunDecision, RunRow } from '../campaign/run-row.ts';
import { countText, nearDayText } from '../cards/card-text.ts';
import { atLeastText, limitTitle } from '../cards/run-held-card.ts';
import type { StageConfig } from '../stage-config.ts';
import { approvalTexts } from './approval-texts.ts';
import { type DecisionForm, decisionFields, problemSummary } from './decision-form.ts';
import { decidedByName } from './decision-history.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { customerName } from './request-view.ts';
import { runTexts } from './run-texts.ts';
import { dateText, deadlineText, whenText } from './when-text.ts';
import { companyName } from './whom-line.ts';

export interface RunPage {
  readonly stage: StageConfig;
  readonly nowMs: number;
  readonly view: HeldRunView;
  readonly form: Omit<DecisionForm, 'locale'>;
}

/** A run that waits for a person's word, with what they need to judge its number; or who decided it, and how. */
export function runPage(page: RunPage): Markup {
  const { stage, view, nowMs } = page;
  const { locale, sender } = stage;
  const texts = runTexts[locale];
  const { run, held, campaign, mails, untilMs } = view;
  const isOpen = run.decision === undefined && nowMs < untilMs;
  const { heading, body } = isOpen ? question(page) : over(run.decision, stage);
  return pageFrame({
    ...{ locale, sender, heading, readers: 'colleagues', hasErrors: page.form.problems.length > 0 },
    body: html`<dl class="summary">
<div><dt>${texts.campaign}</dt><dd>${campaign?.name ?? run.campaign}</dd></div>
<div><dt>${texts.day}</dt><dd>${dateText(run.date, stage)}</dd></div>
<div><dt>${texts.mails}</dt><dd>${atLeastText(Math.max(mails, held.mails), held.isMore, locale)}</dd></div>
<div><dt>${limitTitle(held.limitFrom, locale)}</dt><dd>${countText(held.limit, locale)}</dd></div>
${isOpen && html`<div><dt>${texts.until}</dt><dd>${deadlineText(untilMs, stage)}</dd></div>`}
</dl>
${body}`,
  });
}

function question({ stage, view, form }: RunPage) {
  const texts = runTexts[stage.locale];
  const own = { ...form, locale: stage.locale };
  const body = html`${problemSummary(own)}
<p>${texts.why[view.held.limitFrom]}</p>
<p>${texts.please}</p>
${lastNumbers(view, stage)}
${someCustomers(view, stage)}
<h2 id="answer">${texts.formHeading}</h2>
<form method="post" class="wide-form" aria-labelledby="answer" novalidate>
<div class="buttons"><button disabled hidden></button></div>
${decisionFields(own)}
${choice('released', stage)}
${choice('dropped', stage)}
</form>`;
  return { heading: texts.heading, body };
}

function lastNumbers({ lastRuns }: HeldRunView, stage: StageConfig): Markup {
  const texts = runTexts[stage.locale];
  const line = (run: RunRow) => {
    const note = run.held && texts.ofHeld[run.decision?.decision ?? 'waiting'];
    const mails = countText(mailsOfRun(run), stage.locale);
    return html`<div><dt>${nearDayText(run.date, stage.locale)}</dt><dd>${mails}${note && html` <span class="soft">${note}</span>`}</dd></div>`;
  };
  return html`<section aria-labelledby="runs">
<h2 id="runs">${texts.lastRunsHeading}</h2>
${lastRuns.length === 0 ? html`<p>${texts.noRuns}</p>` : html`<dl class="facts">${lastRuns.map(line)}</dl>`}
</section>`;
}

function someCustomers({ customers, mails }: HeldRunView, stage: StageConfig): Markup | '' {
  if (customers.length === 0) return '';
  const { locale } = stage;
  const texts = runTexts[locale];
  const line = ({ id, customer }: HeldRunView['customers'][number]) => {
    const view = { row: { customer: id }, customer };
    return html`<li>${approvalTexts[locale].whom(customerName(view))} <span class="company">${companyName(view)}</span></li>`;
  };
  return html`<section aria-labelledby="customers">
<h2 id="customers">${texts.customersHeading}</h2>
<ul>${customers.map(line)}</ul>
${customers.length < mails && html`<p class="note">${texts.someOf(customers.length)}</p>`}
</section>`;
}

function choice(decision: RunDecision['decision'], { locale }: StageConfig): Markup {
  const { buttons, notes } = runTexts[locale];
  return html`<div class="choice">
<p class="note" id="${decision}">${notes[decision]}</p>
<button class="quiet" name="decision" value="${decision}" aria-describedby="${decision}">${buttons[decision]}</button>
</div>`;
}

function over(decision: RunDecision | undefined, stage: StageConfig) {
  const texts = runTexts[stage.locale];
  if (decision === undefined) return { heading: texts.overHeading, body: html`<p>${texts.overNote}</p>` };
  const when = whenText(Date.parse(decision.at), stage);
  const who = decidedByName(decision);
  return {
    heading: texts.decidedHeading[decision.decision],
    body: html`<p>${who === '' ? texts.byExpectation(when) : approvalTexts[stage.locale].decidedBy(who, when)}</p>
${decision.comment && html`<dl class="facts"><div><dt>${texts.comment}</dt><dd>${decision.comment}</dd></div></dl>`}
<p>${texts.decidedNote[decision.decision]}</p>`,
  };
}
