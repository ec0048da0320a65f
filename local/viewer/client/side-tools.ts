import { h } from './element.ts';
import { icon } from './icon.ts';
import type { Page } from './section.ts';
import { chooseTheme, chosenTheme, type Theme } from './settings.ts';

const nextTheme: Readonly<Record<Theme, Theme>> = { auto: 'light', light: 'dark', dark: 'auto' };

/** Adding a file, the language and the colours. */
export function sideTools(
  { words }: Page,
  on: { files(files: readonly File[]): void; language(): void; theme(): void },
): HTMLElement {
  const picker = h('input', {
    type: 'file',
    id: 'file-picker',
    class: 'hidden',
    tabindex: -1,
    'aria-hidden': 'true',
    multiple: true,
    accept: '.hbs,.csv,.tsv,.jsonl,.xlsx',
    onchange: () => {
      on.files([...(picker.files ?? [])]);
      picker.value = '';
    },
  });
  const themeWords = h('span', {}, words.theme[chosenTheme()]);
  const theme = h('button', {
    type: 'button',
    class: 'quiet',
    title: themeWords.textContent ?? '',
    onclick: turnTheme,
  });
  theme.append(icon('theme'), themeWords);

  function turnTheme() {
    chooseTheme(nextTheme[chosenTheme()]);
    themeWords.textContent = words.theme[chosenTheme()];
    theme.title = themeWords.textContent ?? '';
    on.theme();
  }

  return h(
    'div',
    { class: 'tools' },
    picker,
    h(
      'button',
      { type: 'button', class: 'add-file', title: words.addFileHint, onclick: () => picker.click() },
      icon('plus'),
      h('span', {}, words.addFile),
    ),
    h('p', { class: 'add-hint' }, words.addFileHint),
    theme,
    h(
      'button',
      { type: 'button', class: 'quiet language', lang: words.language === 'ja' ? 'en' : 'ja', onclick: on.language },
      words.switchLanguage,
    ),
  );
}
