import type { Person } from '../approval/person.ts';
import type { Locale } from '../locale.ts';
import type { Mention } from './adaptive-card.ts';
import { plainText } from './card-text.ts';

/** A colleague as a line of a card names them, and the mention that goes with the words. */
export interface NamedPerson {
  /** 「佐藤 さん」; '' when there is nobody. */
  readonly words: string;
  readonly mentions: readonly Mention[];
}

const longestName = 60;

/** Mentions a colleague who has an address, and only names one who has none. */
export function namePerson({ name, email }: Person, locale: Locale): NamedPerson {
  const shown = bareName(name) || bareName(email);
  const mentions: readonly Mention[] =
    email === '' ? [] : [{ type: 'mention', text: `<at>${shown}</at>`, mentioned: { id: email, name: shown } }];
  const words = mentions[0]?.text ?? plainText(name, longestName);
  // An address alone may be a team's.
  const isPerson = words !== '' && !shown.includes('@');
  return { words: isPerson && locale === 'ja' ? `${words} さん` : words, mentions };
}

/** Without what Teams would read as markup: a mention is found by its text, which must be the same in both places. */
function bareName(name: string): string {
  const bare = name.toWellFormed().replace(/[<>\\`*_[\]\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
  return [...bare].slice(0, longestName).join('').trim();
}

/** A line that names the owner of customers, or says that there is none. */
export function ownerLine({ words }: NamedPerson, locale: Locale): string {
  if (words === '') return locale === 'ja' ? '担当者が登録されていないお客様です' : 'Customers without an owner';
  return locale === 'ja' ? `担当：${words}` : `Owner: ${words}`;
}
