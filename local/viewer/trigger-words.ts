import type { Offset } from '../../lambda/domain/calendar/due.ts';
import { type Delay, durationWords } from '../../lambda/domain/calendar/duration.ts';
import type { DatePath, Trigger } from '../../lambda/domain/campaign/campaign.ts';
import type { Locale, LocalizedText } from '../../lambda/domain/locale.ts';
import { findFields, findType, type RecordModel } from '../../lambda/domain/records/record-model.ts';

/** When a campaign mails, in a few words a marketer would use. */
export function triggerWords(trigger: Trigger, model: RecordModel): LocalizedText {
  switch (trigger.kind) {
    case 'monthly':
      return { ja: `毎月${trigger.day}日`, en: `Every month on day ${trigger.day}` };
    case 'once':
      return { ja: `${trigger.date} に一度だけ`, en: `Once, on ${trigger.date}` };
    case 'event':
      return {
        ja: `${trigger.event} の${delayWords(trigger.delay, 'ja')}`,
        en: `${delayWords(trigger.delay, 'en')} ${trigger.event}`,
      };
    case 'date':
      return dateWords(trigger, model);
  }
}

function dateWords({ path, rule }: Extract<Trigger, { kind: 'date' }>, model: RecordModel): LocalizedText {
  const date = dateName(path, model);
  if (rule.kind === 'within') {
    return {
      ja: `${date.ja}まで${durationWords(rule.within, 'ja')}以内になったとき`,
      en: `Once ${date.en} is within ${durationWords(rule.within, 'en')}`,
    };
  }
  const ja = rule.offsets.map((offset) => offsetWords(offset, 'ja')).join('・');
  const en = rule.offsets.map((offset) => offsetWords(offset, 'en')).join(', ');
  return rule.kind === 'yearly'
    ? { ja: `毎年 ${date.ja}の${ja}`, en: `Every year, ${en} ${date.en}` }
    : { ja: `${date.ja}の${ja}`, en: `${capitalized(en)} ${date.en}` };
}

/** 誕生日 and 配信日 say by themselves whose date it is; a date behind a reference is named with it: 次回配信の配信日. */
function dateName({ base, hops, holder, field }: DatePath, model: RecordModel): LocalizedText {
  const types = [base, ...hops.map(({ target }) => target)];
  const labels = hops.map((hop, n) => labelOf(types[n] ?? base, hop.field, model));
  const path = hops.length === 0 ? [holder] : [base, ...hops.map((hop) => hop.field)];
  return { ja: [...labels, labelOf(holder, field, model)].join('の'), en: [...path, field].join('.') };
}

function labelOf(typeName: string, field: string, model: RecordModel): string {
  const type = findType(model, typeName);
  return (type && findFields(type, field)[0]?.labels[0]) ?? `${typeName}.${field}`;
}

function offsetWords({ direction, duration }: Offset, locale: Locale): string {
  const { years, months, weeks, days } = duration;
  if (direction === 'on' || years + months + weeks + days === 0) return locale === 'ja' ? '当日' : 'on';
  const words = durationWords(duration, locale);
  if (locale === 'en') return `${words} ${direction}`;
  return direction === 'before' ? `${words}前` : `${words}後`;
}

function delayWords(delay: Delay | undefined, locale: Locale): string {
  if (delay === undefined) return locale === 'ja' ? 'すぐあと' : 'As soon as';
  if (delay.kind === 'days') {
    const words = durationWords(delay.duration, locale);
    return locale === 'ja' ? `${words}後` : `${capitalized(words)} after`;
  }
  const minutes = Math.round(delay.ms / 60_000);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (locale === 'ja') return `${hours > 0 ? `${hours}時間` : ''}${rest > 0 || hours === 0 ? `${rest}分` : ''}後`;
  return `${[hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter(Boolean).join(' ')} after`;
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
