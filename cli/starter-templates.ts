import { fileURLToPath } from 'node:url';
import type { Locale } from '../lambda/domain/locale.ts';

/** The folder of the starter campaigns in a language. */
export function starterTemplatesDir(locale: Locale): string {
  return fileURLToPath(new URL(`../templates/${locale}`, import.meta.url));
}
