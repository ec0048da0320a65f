import type { Locale } from '../locale.ts';

/** A place where cards go: a channel by name ('' = the default one), or an owner by address. */
export type Place =
  | { readonly kind: 'channel'; readonly name: string }
  | { readonly kind: 'owner'; readonly email: string };

/** What people call a place: チャネル「営業」, 既定のチャネル, sato@example.jp. */
export function placeText(place: Place, locale: Locale): string {
  if (place.kind === 'owner') return place.email;
  if (place.name === '') return locale === 'ja' ? '既定のチャネル' : 'The default channel';
  return locale === 'ja' ? `チャネル「${place.name}」` : `Channel “${place.name}”`;
}
