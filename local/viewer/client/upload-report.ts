import type { UploadView } from '../view.ts';
import { upload } from './cloud.ts';
import { fill, h } from './element.ts';
import { dayWords } from './format.ts';
import { icon } from './icon.ts';
import { problemLines } from './problem-lines.ts';
import type { Page } from './section.ts';

/** The dialog that tells, file by file, what came of an upload. `onDone` is called after each file. */
export function uploadReport(page: Page, onDone: () => void) {
  const t = page.words.upload;
  const list = h('div', { class: 'uploads', 'aria-live': 'polite' });
  const close = h(
    'button',
    { type: 'button', class: 'quiet', 'aria-label': t.close, onclick: () => dialog.close() },
    icon('cross'),
  );
  const dialog = h(
    'dialog',
    { class: 'upload-dialog', 'aria-label': t.title },
    h('header', {}, h('h2', {}, t.title), close),
    list,
  );
  document.body.append(dialog);

  async function add(file: File) {
    const entry = h('article', { class: 'upload' }, h('p', { class: 'note' }, t.working(file.name)));
    list.append(entry);
    try {
      const [outcome, text] = await Promise.all([upload(file), /\.hbs$/i.test(file.name) ? file.text() : '']);
      fill(entry, ...outcomeWords(file.name, text, outcome, page));
    } catch (error) {
      fill(
        entry,
        ...head('bad', file.name, t.failed),
        h('p', {}, error instanceof Error ? error.message : String(error)),
      );
    }
    onDone();
  }

  return {
    /** One file after the other, so that a partial may come before what uses it. */
    async take(files: readonly File[]) {
      if (files.length === 0) return;
      if (!dialog.open) {
        fill(list);
        dialog.showModal();
      }
      for (const file of files) await add(file);
    },
    remove: () => dialog.remove(),
  };
}

function head(tone: 'good' | 'bad', name: string, words: string): HTMLElement[] {
  return [
    h(
      'header',
      { 'data-tone': tone },
      icon(tone === 'good' ? 'check' : 'trouble'),
      h('h3', {}, words),
      h('code', {}, name),
    ),
  ];
}

function outcomeWords(name: string, text: string, outcome: UploadView, page: Page): HTMLElement[] {
  const { words, locale } = page;
  const t = words.upload;
  switch (outcome.kind) {
    case 'refused':
      return [...head('bad', name, t.failed), h('p', {}, t.refused[outcome.cause])];
    case 'published': {
      const { campaigns, nextRun, due, lackingConsent, key } = outcome;
      const facts = [
        campaigns.length > 0 && t.publishedOf(campaigns.join(', ')),
        nextRun !== undefined && t.nextRun(dayWords(nextRun, locale)),
        due !== undefined && t.due(due),
        lackingConsent !== undefined && lackingConsent > 0 && t.lacking(lackingConsent),
        t.place(key),
      ].filter((fact) => fact !== false);
      return [...head('good', name, t.published), h('ul', {}, ...facts.map((fact) => h('li', {}, fact)))];
    }
    case 'rejected':
      return [
        ...head('bad', name, t.rejected(outcome.problems.length)),
        h('p', {}, t.rejectedHint),
        problemLines(outcome.key, text, outcome.problems, page),
      ];
    case 'imported': {
      const { created, updated, unchanged, rejected, problems } = outcome;
      return [
        ...head(rejected === 0 ? 'good' : 'bad', name, t.imported),
        h('p', {}, t.importedCounts(created, updated, unchanged, rejected)),
        h('ul', {}, ...problems.map((problem) => h('li', {}, problem))),
      ];
    }
    case 'held':
      return [
        ...head('bad', name, t.held),
        h('p', {}, t.heldCounts(outcome.changed, outcome.removed)),
        h('p', {}, t.heldHint),
      ];
    case 'stored':
      return [
        ...head('good', name, t.stored),
        h('p', {}, `${t.place(outcome.key)}${t.storedHint && ` · ${t.storedHint}`}`),
      ];
  }
}
