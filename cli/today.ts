import type { IsoDate } from '../lambda/domain/calendar/plain-date.ts';
import { localDate } from '../lambda/domain/calendar/zone.ts';

/** Today's date in a zone, by the machine's clock. */
export function todayIn(zone: string): IsoDate {
  return localDate(Date.now(), zone);
}
