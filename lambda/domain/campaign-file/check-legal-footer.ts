import type { TemplateCheck } from './check-template.ts';
import type { Place, ProblemList } from './problem-list.ts';
import { templateInFile } from './template-source.ts';

// 特定電子メール法, article 4: who sends, where they are, whom to ask, and how to refuse.
const LEGAL = ['unsubscribeUrl', 'sender.name', 'sender.address', 'sender.contact'];

/**
 * Reports at `place` what the law asks a marketing mail to show and this one does not. Looks at the text part: what hides
 * in a comment, a title or a preview is not there. `check` is a fresh one.
 */
export function checkLegalFooter(text: string, check: TemplateCheck, place: Place, problems: ProblemList): void {
  check.check(templateInFile('', text));
  const missing = LEGAL.filter((name) => !check.shown.has(name)).map((name) => `{{${name}}}`);
  if (missing.length === 0) return;
  problems.add(place, {
    ja: `marketing のメールには ${missing.join('、')} の表示が要ります（部品 legal-footer にあります）。`,
    en: `A marketing mail must show ${missing.join(', ')} (the partial legal-footer does).`,
  });
}
