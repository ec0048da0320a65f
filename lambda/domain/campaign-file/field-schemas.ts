import { z } from 'zod';
import { parseDateDuration, parseDelay } from '../calendar/duration.ts';
import { isIsoDate } from '../calendar/plain-date.ts';
import { isTimeZone } from '../calendar/zone.ts';
import type { LocalizedText } from '../locale.ts';

/** What people read, by the name that a schema gives its error. */
export const schemaMessages: Readonly<Record<string, LocalizedText>> = {
  text: { ja: '文字を書いてください。', en: 'This must be text.' },
  blank: { ja: '値が空です。', en: 'This is empty.' },
  map: { ja: '{ … } の形で書いてください。', en: 'This must be written as { … }.' },
  time: { ja: '時刻は "09:00" のように書いてください。', en: 'A time is written like "09:00".' },
  zone: { ja: 'タイムゾーンは Asia/Tokyo のように書いてください。', en: 'A time zone is written like Asia/Tokyo.' },
  date: {
    ja: '日付は 2027-04-01 のように、実在する日を書いてください。',
    en: 'A date is written like 2027-04-01, and must exist.',
  },
  duration: {
    ja: '期間は P3D（3日）、P1W（1週間）、P3M（3ヶ月）のように書いてください。',
    en: 'A period is written like P3D (3 days), P1W (1 week) or P3M (3 months).',
  },
  positive: { ja: '期間は1日以上にしてください。', en: 'This must be at least one day.' },
  delay: {
    ja: '遅れは P1D（翌日）や PT2H（2時間後）のように書いてください。',
    en: 'A delay is written like P1D (the next day) or PT2H (2 hours later).',
  },
  boolean: { ja: 'true か false で書いてください。', en: 'This must be true or false.' },
  count: { ja: '1以上の整数を書いてください。', en: 'This must be a whole number of at least 1.' },
  year: { ja: '0以上の整数を書いてください。', en: 'This must be a whole number of at least 0.' },
  day: { ja: '1 から 31 の日を書いてください。', en: 'This must be a day from 1 to 31.' },
  offsets: { ja: '[P3M, P1W] のような一覧を書いてください。', en: 'This must be a list such as [P3M, P1W].' },
  every: { ja: 'every は year か month です。', en: 'every is year or month.' },
  leapDay: { ja: 'leapDay は feb28、mar1、skip のどれかです。', en: 'leapDay is feb28, mar1 or skip.' },
  category: { ja: 'category は marketing か contract です。', en: 'category is marketing or contract.' },
  approval: { ja: 'approval は flagged、always、never のどれかです。', en: 'approval is flagged, always or never.' },
  notify: { ja: 'notify は each、digest、failures のどれかです。', en: 'notify is each, digest or failures.' },
  businessDays: {
    ja: 'businessDays は any、previous、next のどれかです。',
    en: 'businessDays is any, previous or next.',
  },
  locale: { ja: 'locale は ja か en です。', en: 'locale is ja or en.' },
  subject: {
    ja: '件名の文か、{ P3M: 件名, P1W: 件名 } のような表を書いてください。',
    en: 'This must be a subject, or a map such as { P3M: …, P1W: … }.',
  },
  address: { ja: 'メールアドレスか owner を書いてください。', en: 'This must be an e-mail address or owner.' },
  id: {
    ja: '英小文字・数字・ハイフンで48文字以内の名前（marketing と constructor 以外）を書いてください。',
    en: 'This must be a name of a-z, 0-9 and -, at most 48 characters, other than marketing and constructor.',
  },
};

const EMAIL = /^[^\s@<>,;:"()[\]\\]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

/**
 * Names that a campaign file, and so a campaign, may have. To an opt-out, `marketing` means every campaign; to
 * JavaScript, every object has a `constructor`, so that one would be found in every map of campaigns.
 */
export const campaignId = z.string('id').regex(/^(?!(?:marketing|constructor)$)[a-z0-9-]{1,48}$/, 'id');

// A name such as 2027 is a number to YAML and text to people.
export const text = z
  .union([z.string(), z.number().transform(String)], 'text')
  .refine((value) => value.trim() !== '', 'blank');
export const anyMap = z.record(z.string(), z.unknown(), 'map');
export const timeOfDay = z
  .string('time')
  .regex(/^(?:[01]?\d|2[0-3]):[0-5]\d$/, 'time')
  .transform((time) => time.padStart(5, '0'));
export const timeZone = z.string('zone').refine(isTimeZone, 'zone');
export const isoDate = z.string('date').refine(isIsoDate, 'date');
export const duration = z.string('duration').transform((iso, context) => {
  const parsed = parseDateDuration(iso);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'duration' });
  return z.NEVER;
});
export const positiveDuration = duration.refine(
  ({ years, months, weeks, days }) => years + months + weeks + days > 0,
  'positive',
);
export const delay = z.string('delay').transform((iso, context) => {
  const parsed = parseDelay(iso);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'delay' });
  return z.NEVER;
});
/** ISO durations, as they were typed. */
export const offsets = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z
    .array(
      z.string('duration').refine((iso) => parseDateDuration(iso) !== undefined, 'duration'),
      'offsets',
    )
    .min(1, 'offsets'),
);
export const yesNo = z.boolean('boolean');
export const count = z.int('count').min(1, 'count');
export const yearCount = z.int('year').min(0, 'year');
export const dayOfMonth = z.int('day').min(1, 'day').max(31, 'day');
export const every = z.enum(['year', 'month'], 'every');
export const leapDay = z.enum(['feb28', 'mar1', 'skip'], 'leapDay');
export const category = z.enum(['marketing', 'contract'], 'category');
export const approval = z.enum(['flagged', 'always', 'never'], 'approval');
export const notify = z.enum(['each', 'digest', 'failures'], 'notify');
export const businessDays = z.enum(['any', 'previous', 'next'], 'businessDays');
export const locale = z.enum(['ja', 'en'], 'locale');
export const subject = z.union(
  [z.string(), z.number().transform(String), z.record(z.string(), z.union([z.string(), z.number().transform(String)]))],
  'subject',
);
export const ownerOrAddress = z.string('address').refine((value) => value === 'owner' || EMAIL.test(value), 'address');
