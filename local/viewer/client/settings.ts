import type { Locale } from '../../../lambda/domain/locale.ts';

/** Colours: as the system has them, or as the person chose. */
export type Theme = 'auto' | 'light' | 'dark';

/** The language chosen before, else the browser's, else the stage's. */
export function chosenLocale(stage: Locale): Locale {
  const kept = keep.get('locale');
  if (kept === 'ja' || kept === 'en') return kept;
  for (const language of navigator.languages) {
    if (language.startsWith('ja')) return 'ja';
    if (language.startsWith('en')) return 'en';
  }
  return stage;
}

/** Keeps the choice of language. */
export function chooseLocale(locale: Locale): void {
  keep.set('locale', locale);
}

/** The colours chosen before. */
export function chosenTheme(): Theme {
  const kept = keep.get('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'auto';
}

/** Keeps the choice of colours and shows it. */
export function chooseTheme(theme: Theme): void {
  keep.set('theme', theme);
  document.documentElement.dataset.theme = theme;
}

/** True when the page is dark now. */
export function isDark(): boolean {
  const theme = chosenTheme();
  return theme === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
}

// A browser that keeps nothing for this page throws; the choice then lasts as long as the page.
const memory = new Map<string, string>();
const keep = {
  get(name: string): string | null {
    try {
      return localStorage.getItem(`fushime.${name}`) ?? memory.get(name) ?? null;
    } catch {
      return memory.get(name) ?? null;
    }
  },
  set(name: string, value: string): void {
    memory.set(name, value);
    try {
      localStorage.setItem(`fushime.${name}`, value);
    } catch {
      // Kept in memory.
    }
  },
};
