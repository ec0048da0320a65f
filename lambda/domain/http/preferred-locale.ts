import type { Locale } from '../locale.ts';

/** The language that an Accept-Language header likes best of ours, else `fallback`. */
export function preferredLocale(header: string | undefined, fallback: Locale): Locale {
  const wishes = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const quality = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find((one) => one !== undefined);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  for (const { language } of wishes) if (language === 'ja' || language === 'en') return language;
  return fallback;
}
