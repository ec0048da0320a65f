/** The languages that people are answered in. */
export type Locale = 'ja' | 'en';

/** One text in every language. */
export type LocalizedText = Readonly<Record<Locale, string>>;
