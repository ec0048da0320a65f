import type { LocalizedText } from '../locale.ts';

export const unknownForm: LocalizedText = {
  ja: 'trigger の書き方がわかりません。例: { every: year, on: 誕生日 }、{ before: 契約.契約終了日, offsets: [P3M] }、{ every: month, day: 1 }、{ once: 2027-04-01 }、{ event: document-downloaded }',
  en: 'This is no form of trigger. Examples: { every: year, on: customer.birthday }, { before: contract.endDate, offsets: [P3M] }, { every: month, day: 1 }, { once: 2027-04-01 }, { event: document-downloaded }',
};

export const oneAnchor: LocalizedText = {
  ja: 'on、before、after はどれか一つだけ書いてください。',
  en: 'Write only one of on, before and after.',
};

export const anchorWanted: LocalizedText = {
  ja: 'どの日付かを on、before、after のどれかで書いてください。',
  en: 'Say which date, with on, before or after.',
};

export const noOffsets: LocalizedText = {
  ja: 'offsets は before か after と使ってください。',
  en: 'offsets goes with before or after.',
};

/** For a birthday in a trigger that looks at one date only. */
export function yearlyLooking(name: string, anchor: string): LocalizedText {
  const rest = anchor === 'on' ? '' : ', offsets: [P1W]';
  return {
    ja: `${name} は毎年めぐる日付です。every: year を加えてください（例: { every: year, ${anchor}: ${name}${rest} }）。`,
    en: `${name} returns every year. Add every: year, such as { every: year, ${anchor}: ${name}${rest} }.`,
  };
}

/** For an announcement whose moment is over. */
export function oncePast(date: string, at: string): LocalizedText {
  return {
    ja: `${date} ${at} はもう過ぎています。これからの日付にしてください。`,
    en: `${date} ${at} has already passed. Choose a date to come.`,
  };
}
