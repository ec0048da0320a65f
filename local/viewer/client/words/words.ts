import type { Locale } from '../../../../lambda/domain/locale.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';

/** Every word that the page shows. */
export type Words = typeof ja;

/** The page's words in each language. */
export const wordsIn: Readonly<Record<Locale, Words>> = { ja, en };

/** A send's reason in plain words; the reason itself where this page does not know it, '' where there is none. */
export function reasonWords(reason: string, { reasons }: Words): string {
  const [name = '', ...field] = reason.split(':');
  if (name === 'missing-value') return reasons['missing-value'](field.join(':'));
  const known: Readonly<Record<string, unknown>> = reasons;
  const words = Object.hasOwn(known, name) ? known[name] : undefined;
  return typeof words === 'string' ? words : reason;
}
