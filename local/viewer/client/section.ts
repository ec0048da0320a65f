import type { Locale } from '../../../lambda/domain/locale.ts';
import type { StateView } from '../view.ts';
import type { Route } from './route.ts';
import type { Words } from './words/words.ts';

/** What sections know of the page they stand on. */
export interface Page {
  readonly words: Words;
  readonly locale: Locale;
  /** The newest state. */
  state(): StateView;
}

/** One part of the page, shown in place of the others. */
export interface Section {
  readonly element: HTMLElement;
  /** The address names this section, perhaps something else in it than before. */
  show(route: Route): void;
  /** Reads its lists again. */
  refresh(): Promise<void>;
}
