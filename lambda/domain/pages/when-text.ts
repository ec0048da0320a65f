import type { IsoDate } from '../calendar/plain-date.ts';
import { localDate, localTime } from '../calendar/zone.ts';
import { dayText } from '../cards/card-text.ts';
import type { StageConfig } from '../stage-config.ts';

type Place = Pick<StageConfig, 'locale' | 'timeZone'>;

const oneMinuteMs = 60_000;

/** An instant (ms) as colleagues of the stage read it: 2027年3月14日(日) 09:00. */
export function whenText(ms: number, { locale, timeZone }: Place): string {
  return `${dayText(localDate(ms, timeZone), locale)} ${localTime(ms, timeZone)}`;
}

/** The last minute before an instant (ms): whoever reads 00:00 takes it for the night after. */
export function deadlineText(untilMs: number, stage: Place): string {
  return whenText(untilMs - oneMinuteMs, stage);
}

/** What people call the stage's zone at an instant (ms): 日本標準時, Central European Summer Time. */
export function zoneText(ms: number, { locale, timeZone }: Place): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(ms);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}

/** A calendar date with its day of the week. */
export function dateText(date: IsoDate, { locale }: Place): string {
  return dayText(date, locale);
}
