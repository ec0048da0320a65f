import { html } from 'hono/html';
import { countText } from '../cards/card-text.ts';
import { holdSentences, isOnlyLate, newerStored } from '../cards/hold-text.ts';
import { baseName } from '../import/find-import-kind.ts';
import type { Upload, UploadDecision, UploadRef } from '../import/upload.ts';
import type { Locale } from '../locale.ts';
import type { StageConfig } from '../stage-config.ts';
import { approvalTexts } from './approval-texts.ts';
import { type DecisionForm, decisionFields, problemSummary } from './decision-form.ts';
import { decidedByName } from './decision-history.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { type UploadTexts, uploadTexts } from './upload-texts.ts';
import { deadlineText, whenText } from './when-text.ts';

export interface UploadPage {
  readonly stage: StageConfig;
  readonly upload: Upload;
  readonly untilMs: number;
  /** Nobody has decided, and somebody still can. */
  readonly isOpen: boolean;
  /** How many whole days ago it was uploaded. */
  readonly ageDays: number;
  /** Of the same type, uploaded after it and stored already. */
  readonly newer?: UploadRef;
  readonly form: Omit<DecisionForm, 'locale'>;
}

/** A file that waits for a person's word, with the numbers to judge it by; or who decided it, how, and what came of it. */
export function uploadPage(page: UploadPage): Markup {
  const { stage, upload, isOpen, untilMs, ageDays } = page;
  const { locale, sender } = stage;
  const texts = uploadTexts[locale];
  const { heading, body } = isOpen ? question(page) : over(upload, stage);
  return pageFrame({
    ...{ locale, sender, heading, readers: 'colleagues', hasErrors: page.form.problems.length > 0 },
    body: html`<dl class="summary">
<div><dt>${texts.file}</dt><dd>${baseName(upload.key)}</dd></div>
<div><dt>${texts.uploaded}</dt><dd>${whenText(Date.parse(upload.at), stage)}${isOpen && ageDays > 0 && texts.age(ageText(ageDays, locale))}</dd></div>
<div><dt>${texts.rows}</dt><dd>${countText(upload.rows, locale)}</dd></div>
${isOpen && html`<div><dt>${texts.until}</dt><dd>${deadlineText(untilMs, stage)}</dd></div>`}
</dl>
${body}`,
  });
}

function ageText(days: number, locale: Locale): string {
  return new Intl.RelativeTimeFormat(locale).format(-days, 'day');
}

function question({ stage, upload, newer, form }: UploadPage) {
  const { locale } = stage;
  const texts = uploadTexts[locale];
  const own = { ...form, locale };
  const { hold, isFull, counts, errorFile, rowsDone } = upload;
  const isLate = isOnlyLate(hold);
  const notes = isLate ? texts.lateNotes : texts.notes;
  const body = html`${problemSummary(own)}
${hold && holdSentences(hold, locale).map((sentence) => html`<p><strong>${sentence}</strong></p>`)}
${newer && html`<p><strong>${newerStored(whenText(Date.parse(newer.at), stage), locale)}</strong></p>`}
<p>${isLate ? texts.pleaseLate : texts.please}</p>
${isFull && html`<p>${texts.isFull}</p>`}
${facts([
  [texts.stored, rowsDone === 0 ? '' : countText(rowsDone, locale)],
  [texts.changedIds, hold?.changedIds?.join(', ') ?? ''],
  [texts.removedIds, hold?.removedIds?.join(', ') ?? ''],
  [texts.renumberedIds, hold?.renumberedIds?.map(({ id, knownAs }) => texts.renumbered(id, knownAs)).join(', ') ?? ''],
  [texts.rejected, counts.rejected === 0 ? '' : countText(counts.rejected, locale)],
  [texts.errorFile, errorFile ?? ''],
])}
<h2 id="answer">${texts.formHeading}</h2>
<form method="post" class="wide-form" aria-labelledby="answer" novalidate>
<div class="buttons"><button disabled hidden></button></div>
${decisionFields(own)}
${choice('take', notes, stage)}
${choice('drop', notes, stage)}
</form>`;
  return { heading: texts.heading, body };
}

function choice(decision: UploadDecision['decision'], notes: UploadTexts['notes'], { locale }: StageConfig): Markup {
  const { buttons } = uploadTexts[locale];
  return html`<div class="choice">
<p class="note" id="${decision}">${notes[decision]}</p>
<button class="quiet" name="decision" value="${decision}" aria-describedby="${decision}">${buttons[decision]}</button>
</div>`;
}

function over(upload: Upload, stage: StageConfig) {
  const texts = uploadTexts[stage.locale];
  const { decision, state, hold } = upload;
  if (decision === undefined)
    return { heading: texts.overHeading, body: html`<p>${hold?.isPartStored ? texts.overPart : texts.overNote}</p>` };
  const when = whenText(Date.parse(decision.at), stage);
  return {
    heading: texts.decidedHeading[decision.decision],
    body: html`<p>${approvalTexts[stage.locale].decidedBy(decidedByName(decision), when)}</p>
${facts([[texts.comment, decision.comment ?? '']])}
${state === 'done' ? outcome(upload, stage) : html`<p>${(hold?.isPartStored ? texts.decidedPart : texts.decidedNote)[decision.decision]}</p>`}`,
  };
}

function outcome({ counts, errorFile }: Upload, { locale }: StageConfig): Markup {
  const texts = uploadTexts[locale];
  const { created, updated, unchanged, removed, rejected } = counts;
  return html`<h2>${texts.doneHeading}</h2>
${facts([
  [texts.created, countText(created, locale)],
  [texts.updated, countText(updated, locale)],
  [texts.unchanged, countText(unchanged, locale)],
  [texts.removed, removed === 0 ? '' : countText(removed, locale)],
  [texts.rejected, rejected === 0 ? '' : countText(rejected, locale)],
  [texts.errorFile, errorFile ?? ''],
])}`;
}

/** Names and values, without those whose value is empty. */
function facts(pairs: readonly (readonly [title: string, value: string])[]): Markup | '' {
  const shown = pairs.filter(([, value]) => value !== '');
  if (shown.length === 0) return '';
  return html`<dl class="facts">${shown.map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>`)}</dl>`;
}
