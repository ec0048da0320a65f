import { html } from 'hono/html';
import { countText } from '../cards/card-text.ts';
import { causeText } from '../cards/suspect-text.ts';
import { formatSuspectChoice, type SuspectGroup } from '../import/suspect-groups.ts';
import type { RecordTypeModel } from '../records/record-model.ts';
import type { StageConfig } from '../stage-config.ts';
import { type DecisionForm, nameField, problemSummary } from './decision-form.ts';
import { type Markup, pageFrame } from './page-frame.ts';
import { suspectsTexts } from './suspects-texts.ts';

export interface SuspectsPage {
  readonly stage: StageConfig;
  readonly type: RecordTypeModel;
  readonly groups: readonly SuspectGroup[];
  /** Only so many records were looked at. */
  readonly readOnly?: number;
  /** The choice that was accepted just now, as the form writes it. */
  readonly accepted?: string;
  readonly form: Omit<DecisionForm, 'locale'>;
}

/** The dates of a type that look made up, group by group, each to be accepted with one button. */
export function suspectsPage(page: SuspectsPage): Markup {
  const { stage, type, accepted, form } = page;
  const { locale, sender } = stage;
  const texts = suspectsTexts[locale];
  const groups = page.groups.filter((group) => formatSuspectChoice(group) !== accepted);
  const typeName = (locale === 'ja' ? type.labels[0] : undefined) ?? type.type;
  const heading = groups.length === 0 && accepted === undefined ? texts.noneHeading : texts.heading(typeName);
  return pageFrame({
    ...{ locale, sender, heading, readers: 'colleagues', hasErrors: form.problems.length > 0 },
    body: html`${accepted !== undefined && banner(page, accepted)}
${groups.length > 0 ? list(page, groups) : html`<p>${texts.none}</p>`}`,
  });
}

function banner({ stage, type }: SuspectsPage, accepted: string): Markup {
  const texts = suspectsTexts[stage.locale];
  const [field = '', value = ''] = accepted.split('=');
  return html`<div class="banner" role="status">
<p class="banner-title">${texts.acceptedHeading}</p>
<p>${labelOf(type, field, stage)} ${value === 'future' ? texts.inFuture : value}</p>
<p>${texts.acceptedNote}</p>
</div>`;
}

function list({ stage, type, readOnly, form }: SuspectsPage, groups: readonly SuspectGroup[]): Markup {
  const { locale } = stage;
  const texts = suspectsTexts[locale];
  const own = { ...form, locale };
  return html`${problemSummary(own)}
<p>${texts.intro}</p>
<p>${texts.wrong}</p>
${readOnly !== undefined && html`<p class="note">${texts.someOf(countText(readOnly, locale))}</p>`}
<form method="post" class="wide-form" novalidate>
<div class="buttons"><button disabled hidden></button></div>
<h2>${texts.formHeading}</h2>
${nameField(own)}
<h2>${texts.listHeading}</h2>
${groups.map((group, index) => row(group, index, type, stage))}
</form>`;
}

function row(group: SuspectGroup, index: number, type: RecordTypeModel, stage: StageConfig): Markup {
  const { locale } = stage;
  const texts = suspectsTexts[locale];
  const { field, value, records, ids } = group;
  const name = `${labelOf(type, field, stage)} ${value ?? texts.inFuture}`;
  const rest = records - ids.length;
  return html`<div class="choice" role="group" aria-labelledby="group-${index}">
<h3 id="group-${index}">${name} <span class="soft">${texts.records(countText(records, locale))}</span></h3>
<p>${causeText(group, locale)}</p>
<p class="note">${texts.ids}: ${ids.join(', ')}${rest > 0 && html` ${texts.more(countText(rest, locale))}`}</p>
<button class="quiet" name="accept" value="${formatSuspectChoice(group)}" aria-label="${texts.acceptNamed(name)}">${texts.accept}</button>
</div>`;
}

function labelOf({ fields }: RecordTypeModel, key: string, { locale }: StageConfig): string {
  const label = fields.find((field) => field.key === key)?.labels[0] ?? key;
  return locale === 'ja' ? `「${label}」` : key;
}
