import type { IsoDate } from '../calendar/plain-date.ts';
import type { Campaign } from './campaign.ts';

/** True when the campaign's active dates, both included, take in the day. */
export function isActiveOn({ activeFrom, activeUntil }: Campaign, day: IsoDate): boolean {
  return (activeFrom === undefined || activeFrom <= day) && (activeUntil === undefined || day <= activeUntil);
}
