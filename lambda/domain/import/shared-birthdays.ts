import { epochDay, fromEpochDay, isIsoDate } from '../calendar/plain-date.ts';
import type { Fields } from '../records/record.ts';
import type { RecordTypeModel } from '../records/record-model.ts';

/** Full birthdays that too many rows of a file have, by field key. */
export type SharedBirthdays = Readonly<Record<string, readonly string[]>>;

/** So many rows, and more than this share of the file's, have one birthday only where somebody made it up. */
const ROWS = 50;
const SHARE = 0.05;

const FIRST_DAY = epochDay('0000-01-01');
const DAYS = epochDay('9999-12-31') - FIRST_DAY + 1;

/** Counts birthdays with a year: exactly, in 15 MB a birthday field however many rows there are. */
export class BirthdayCounts {
  readonly #counts: readonly (readonly [field: string, counts: Uint32Array])[];

  constructor({ fields }: RecordTypeModel) {
    const birthdays = fields.filter(({ isBirthday }) => isBirthday);
    this.#counts = birthdays.map(({ key }) => [key, new Uint32Array(DAYS)]);
  }

  add(fields: Fields): void {
    for (const [key, counts] of this.#counts) {
      const value = fields[key];
      if (typeof value !== 'string' || !isIsoDate(value)) continue;
      const day = epochDay(value) - FIRST_DAY;
      counts[day] = (counts[day] ?? 0) + 1;
    }
  }

  /** Those that too many of so many rows have. */
  sharedAmong(rows: number): SharedBirthdays {
    const shared = this.#counts.map(([key, counts]) => {
      const days: string[] = [];
      counts.forEach((count, day) => {
        if (count >= ROWS && count > rows * SHARE) days.push(fromEpochDay(day + FIRST_DAY));
      });
      return [key, days] as const;
    });
    return Object.fromEntries(shared.filter(([, days]) => days.length > 0));
  }
}
