import { html } from 'hono/html';
import type { Campaign } from '../campaign/campaign.ts';
import { type Outcome, outcomeText } from '../cards/outcome-text.ts';
import type { OutgoingMail } from '../message/outgoing-mail.ts';
import type { StoredRecord } from '../records/record.ts';
import { lastOutcomeDecision, type OutcomeDecision } from '../send-log/kept-decision.ts';
import type { SendRow } from '../send-log/send-row.ts';
import type { StageConfig } from '../stage-config.ts';
import { approvalTexts } from './approval-texts.ts';
import { type DecisionForm, decisionFields, problemSummary } from './decision-form.ts';
import { decidedByName, decisionHistory } from './decision-history.ts';
import { mailbox, sampleLinkNote } from './mail-section.ts';
import { outcomeTexts } from './outcome-texts.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { campaignName } from './request-view.ts';
import { dateText, whenText } from './when-text.ts';
import { whomLine } from './whom-line.ts';

/** A mail of which nobody knows, or knew, whether it went out. */
export interface OutcomeView {
  readonly row: SendRow;
  readonly campaign?: Campaign | undefined;
  readonly customer?: StoredRecord | undefined;
  readonly mail?: Pick<OutgoingMail, 'subject' | 'text' | 'to'> | undefined;
  /** Why it would not leave if it were to be sent again. */
  readonly blocked?: Outcome | undefined;
}

export interface OutcomePage {
  readonly stage: StageConfig;
  readonly view: OutcomeView;
  readonly form: Omit<DecisionForm, 'locale'>;
  /** It was attempted again since the page was opened. */
  readonly hasChanged?: boolean;
}

/** One mail of unknown outcome: the question and its three answers, or who answered it. */
export function outcomePage(page: OutcomePage): Markup {
  const { stage, view } = page;
  const { locale, sender } = stage;
  const texts = outcomeTexts[locale];
  const named = { row: view.row, campaign: view.campaign, customer: view.customer };
  const { heading, body } = view.row.state === 'uncertain' ? question(page) : answered(view, stage);
  const { mail } = view;
  return pageFrame({
    ...{ locale, sender, heading, readers: 'colleagues', hasErrors: page.form.problems.length > 0 },
    body: html`<p class="whom">${whomLine(named, locale)}</p>
<dl class="summary">
<div><dt>${texts.campaign}</dt><dd>${campaignName(named)}</dd></div>
<div><dt>${texts.day}</dt><dd>${dateText(view.row.dueOn, stage)}</dd></div>
${view.row.sentAt && html`<div><dt>${texts.attempted}</dt><dd>${whenText(Date.parse(view.row.sentAt), stage)}</dd></div>`}
${
  mail &&
  html`<div><dt>${texts.subject}</dt><dd>${mail.subject}</dd></div>
<div><dt>${texts.address}</dt><dd>${mailbox(mail.to)}</dd></div>`
}
</dl>
${
  mail &&
  html`<details class="read"><summary>${texts.read}</summary>
<pre>${mail.text}</pre>
${sampleLinkNote(mail.text, locale)}
</details>`
}
${body}`,
  });
}

function question({ stage, view, form, hasChanged = false }: OutcomePage) {
  const texts = outcomeTexts[stage.locale];
  const { row, blocked } = view;
  const own = { ...form, locale: stage.locale };
  const reason = row.reason === 'log-restored' ? 'log-restored' : 'unknown-outcome';
  const body = html`${problemSummary(own)}
${
  hasChanged &&
  html`<div class="banner alert" role="alert">
<p class="banner-title">${texts.changedHeading}</p>
<p>${texts.changedNote}</p>
</div>`
}
<p>${texts.why[reason]}</p>
<p>${texts.please}</p>
${decisionHistory(row, stage)}
<h2 id="answer">${texts.formHeading}</h2>
<form method="post" class="wide-form" aria-labelledby="answer" novalidate>
<div class="buttons"><button disabled hidden></button></div>
<input type="hidden" name="attempt" value="${row.attempt}">
${decisionFields(own)}
${choice('went-out', stage)}
${blocked === undefined ? choice('again', stage) : html`<p>${texts.blocked(outcomeText(blocked, stage))}</p>`}
${choice('dropped', stage)}
</form>`;
  return { heading: texts.heading, body };
}

function choice(decision: OutcomeDecision['decision'], { locale }: StageConfig): Markup {
  const { buttons, notes } = outcomeTexts[locale];
  return html`<div class="choice">
<p class="note" id="${decision}">${notes[decision]}</p>
<button class="quiet" name="decision" value="${decision}" aria-describedby="${decision}">${buttons[decision]}</button>
</div>`;
}

function answered({ row }: OutcomeView, stage: StageConfig) {
  const texts = outcomeTexts[stage.locale];
  const said = lastOutcomeDecision(row);
  const stands = html`<dl class="facts">
${said?.comment && html`<div><dt>${texts.comment}</dt><dd>${said.comment}</dd></div>`}
<div><dt>${texts.standsNow}</dt><dd>${outcomeText(row, stage)}</dd></div>
</dl>`;
  if (said === undefined) return { heading: texts.toldHeading, body: html`<p>${texts.toldNote}</p>${stands}` };
  const when = whenText(Date.parse(said.at), stage);
  return {
    heading: texts.settledHeading[said.decision],
    body: html`<p>${approvalTexts[stage.locale].decidedBy(decidedByName(said), when)}</p>${stands}`,
  };
}
