import { type BusinessCalendar, type BusinessDayPolicy, type DayRange, daysMovedTo } from './business-days.ts';
import { fromDayNumber, toDayNumber, toMonthNumber } from './day-number.ts';
import { type DateDuration, daysOf, monthsOf, shiftedDayNumber } from './duration.ts';
import {
  type IsoDate,
  type PlainDate,
  parsePlainDate,
  parseStoredDate,
  type StoredDate,
  type StoredDateParts,
  toIsoDate,
} from './plain-date.ts';
import { type LeapDayPolicy, occurrenceIn } from './yearly.ts';

export type Direction = 'on' | 'before' | 'after';

/** How far from the nominal date a mail is due. 'on' is the day itself: `iso` is '', the duration is not looked at. */
export interface Offset {
  readonly direction: Direction;
  readonly duration: DateDuration;
  readonly iso: string;
}

/** When a stored date calls for mail: every year, around the date itself, or while the date is near. */
export type DateRule =
  | { readonly kind: 'yearly'; readonly offsets: readonly Offset[]; readonly leapDay: LeapDayPolicy }
  | { readonly kind: 'dated'; readonly offsets: readonly Offset[] }
  | { readonly kind: 'within'; readonly within: DateDuration };

/** One mail's dates. `offset` is the offset's ISO text; `years` counts from the stored year, for yearly rules only. */
export interface Due {
  readonly nominal: IsoDate;
  readonly dueOn: IsoDate;
  readonly offset: string;
  readonly years: number | undefined;
}

/** Which days count as business days, and what becomes of a due date on another day. */
export interface DueCalendar {
  readonly businessDays: BusinessDayPolicy;
  readonly calendar: BusinessCalendar;
}

/**
 * Every due of one stored date that falls exactly on `day`, in the order of the rule's offsets, then of the years.
 * Years before the stored one are included, with negative `years`. Throws RangeError for a date that does not exist.
 */
export function duesOn(rule: DateRule, stored: StoredDate, day: IsoDate, dueCalendar: DueCalendar): readonly Due[] {
  const date = parseStoredDate(stored);
  const dueDays = daysMovedTo(day, dueCalendar.businessDays, dueCalendar.calendar);
  const dues: Due[] = [];
  if (dueDays === undefined) return dues;
  if (rule.kind === 'within') {
    if (isNear(date, rule.within, day)) dues.push({ nominal: stored, dueOn: day, offset: '', years: undefined });
    return dues;
  }
  for (const offset of rule.offsets) {
    if (rule.kind === 'yearly') addYearlyDues(dues, date, rule.leapDay, offset, dueDays, day);
    else if (hasYear(date) && isDueIn(dueDays, date, offset)) {
      dues.push({ nominal: stored, dueOn: day, offset: offset.iso, years: undefined });
    }
  }
  return dues;
}

function addYearlyDues(
  dues: Due[],
  stored: StoredDateParts,
  leapDay: LeapDayPolicy,
  offset: Offset,
  dueDays: DayRange,
  day: IsoDate,
): void {
  // Across New Year the nominal year is not the year of `day`.
  const lastYear = nominalYear(dueDays.last, offset);
  for (let year = nominalYear(dueDays.first, offset); year <= lastYear; year++) {
    const nominal = occurrenceIn(year, stored, leapDay);
    if (nominal === undefined || !isDueIn(dueDays, nominal, offset)) continue;
    const years = stored.year === undefined ? undefined : year - stored.year;
    dues.push({ nominal: toIsoDate(nominal), dueOn: day, offset: offset.iso, years });
  }
}

/**
 * True on every day of the window: the occurrence is one, so whoever was mailed on the first is not mailed again. That
 * is why a free day needs no moving: it gives nothing, and the next working day finds the same dates by itself.
 */
function isNear(stored: StoredDateParts, within: DateDuration, day: IsoDate): boolean {
  if (!hasYear(stored)) return false;
  const today = parsePlainDate(day);
  const nominalDay = toDayNumber(stored);
  return nominalDay > toDayNumber(today) && nominalDay <= shiftedDayNumber(today, within, 1);
}

function hasYear(stored: StoredDateParts): stored is PlainDate {
  return stored.year !== undefined;
}

function isDueIn(dueDays: DayRange, nominal: PlainDate, offset: Offset): boolean {
  const due = shiftedDayNumber(nominal, offset.duration, signOf(offset));
  return due >= dueDays.first && due <= dueDays.last;
}

function nominalYear(dueDay: number, offset: Offset): number {
  return Math.floor(nominalMonthNumber(dueDay, offset) / 12);
}

/** The month of all nominal dates due on a day. Clamping never leaves a month, so the month is certain. */
export function nominalMonthNumber(dueDay: number, offset: Offset): number {
  const sign = signOf(offset);
  return toMonthNumber(fromDayNumber(dueDay - sign * daysOf(offset.duration))) - sign * monthsOf(offset.duration);
}

/** 1 for after, -1 for before, 0 for the day itself. */
export function signOf({ direction }: Offset): 1 | 0 | -1 {
  if (direction === 'on') return 0;
  return direction === 'after' ? 1 : -1;
}
