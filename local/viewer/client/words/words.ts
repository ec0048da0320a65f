import type { Locale } from '../../../../lambda/domain/locale.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

/** Every word that the page shows. */
export type Words = typeof ja;

/** The page's words in each language. */
export const wordsIn: Readonly<Record<Locale, Words>> = { ja, en };
