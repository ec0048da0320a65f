import { html } from 'hono/html';
import type { Locale } from '../locale.ts';
import { decisionTexts, type FormProblem } from './decision-texts.ts';
import type { Markup } from './page-frame.ts';

/** What somebody typed, kept when the form comes back to them. */
export interface DecisionInput {
  readonly name: string;
  readonly comment: string;
}

/** An empty form. */
export const noInput: DecisionInput = { name: '', comment: '' };

export const longestName = 60;
export const longestComment = 500;

/** What is wrong with an answer, in the order of the fields; empty when nothing is. Lengths count characters, not bytes. */
export function problemsOf({ name, comment }: DecisionInput): readonly FormProblem[] {
  return [
    ...(isBlank(name) ? (['name-missing'] as const) : []),
    ...([...name.trim()].length > longestName ? (['name-long'] as const) : []),
    ...([...comment.trim()].length > longestComment ? (['comment-long'] as const) : []),
  ];
}

/** Nothing that anybody could read as a name. */
function isBlank(name: string): boolean {
  return name.replace(/[\p{C}\p{Z}\p{M}]/gu, '') === '';
}

export interface DecisionForm {
  readonly locale: Locale;
  readonly input: DecisionInput;
  readonly problems: readonly FormProblem[];
  /** Who is signed in and therefore need not type a name. */
  readonly signedInAs?: string;
}

/** What is to be put right, with a way to each field; nothing when all is well. */
export function problemSummary({ locale, problems }: DecisionForm): Markup | '' {
  if (problems.length === 0) return '';
  const texts = decisionTexts[locale];
  const line = (problem: FormProblem) => html`<li><a href="#${fieldOf[problem]}">${texts.problems[problem]}</a></li>`;
  return html`<div class="banner alert" role="alert">
<p class="banner-title">${texts.problemsHeading}</p>
<ul>${problems.map(line)}</ul>
</div>`;
}

/** The name, or who is signed in. */
export function nameField(form: DecisionForm): Markup {
  const texts = decisionTexts[form.locale];
  const { input, signedInAs } = form;
  if (signedInAs !== undefined) return html`<p class="note">${texts.signedIn(signedInAs)}</p>`;
  return field(
    form,
    'name',
    texts.name,
    '',
    (attributes) =>
      html`<input id="name" name="name" type="text" autocomplete="name" required value="${input.name}"${attributes}>`,
  );
}

/** The name (or who is signed in) and the comment. */
export function decisionFields(form: DecisionForm): Markup {
  const texts = decisionTexts[form.locale];
  const { input } = form;
  return html`${nameField(form)}
${field(
  form,
  'comment',
  texts.comment,
  texts.optional,
  (attributes) => html`<textarea id="comment" name="comment" rows="3"${attributes}>
${input.comment}</textarea>`,
)}`;
}

/**
 * The buttons. The disabled one in front keeps Enter in a field from pressing the first of them (HTML, implicit submission):
 * nobody should approve by finishing their name.
 */
export function decisionButtons(approve: string, reject: string): Markup {
  return html`<div class="buttons">
<button disabled hidden></button>
<button name="decision" value="approved">${approve}</button>
<button class="quiet" name="decision" value="rejected">${reject}</button>
</div>`;
}

const fieldOf: Readonly<Record<FormProblem, string>> = {
  'name-missing': 'name',
  'name-long': 'name',
  'comment-long': 'comment',
  'nothing-picked': 'requests',
};

function field(
  { locale, problems }: DecisionForm,
  id: 'name' | 'comment',
  label: string,
  hint: string,
  control: (attributes: Markup | '') => Markup,
): Markup {
  const own = problems.filter((problem) => fieldOf[problem] === id);
  const isFirst = problems[0] === own[0];
  const attributes =
    own.length === 0 ? '' : html` aria-invalid="true" aria-describedby="${id}-problem"${isFirst && html` autofocus`}`;
  return html`<div class="field">
<label for="${id}">${label}${hint && html` <span class="hint">${hint}</span>`}</label>
${own.length > 0 && html`<p class="problem" id="${id}-problem">${own.map((problem) => decisionTexts[locale].problems[problem])}</p>`}
${control(attributes)}
</div>`;
}
