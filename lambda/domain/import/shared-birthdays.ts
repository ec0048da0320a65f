import { isIsoDate, parsePlainDate, toIsoDate } from '../calendar/plain-date.ts';
import type { Fields } from '../records/record.ts';
import type { RecordTypeModel } from '../records/record-model.ts';

/** Full birthdays that too many rows of a file have, by field key. */
export type SharedBirthdays = Readonly<Record<string, readonly string[]>>;

/** So many rows, and more than this share of the file's, have one birthday only where somebody made it up. */
const ROWS = 50;
const SHARE = 0.05;

const DAYS_PER_YEAR = 12 * 31;

/** So many rows have a birthday of the year, by month and day. */
type YearCounts = Uint32Array;

/** Counts birthdays with a year: exactly, in 15 MB a birthday field however many rows there are, and commonly in 200 KB. */
export class BirthdayCounts {
  readonly #years: readonly (readonly [field: string, years: Map<number, YearCounts>])[];

  constructor({ fields }: RecordTypeModel) {
    const birthdays = fields.filter(({ isBirthday }) => isBirthday);
    this.#years = birthdays.map(({ key }) => [key, new Map()]);
  }

  add(fields: Fields): void {
    for (const [key, years] of this.#years) {
      const value = fields[key];
      if (typeof value !== 'string' || !isIsoDate(value)) continue;
      const { year, month, day } = parsePlainDate(value);
      const counts = years.get(year) ?? new Uint32Array(DAYS_PER_YEAR);
      const index = (month - 1) * 31 + day - 1;
      counts[index] = (counts[index] ?? 0) + 1;
      years.set(year, counts);
    }
  }

  /** Those that too many of so many rows have. */
  sharedAmong(rows: number): SharedBirthdays {
    const shared = this.#years.map(([key, years]) => {
      const dates: string[] = [];
      for (const [year, counts] of years) {
        counts.forEach((count, index) => {
          if (count < ROWS || count <= rows * SHARE) return;
          dates.push(toIsoDate({ year, month: Math.floor(index / 31) + 1, day: (index % 31) + 1 }));
        });
      }
      return [key, dates.sort()] as const;
    });
    return Object.fromEntries(shared.filter(([, dates]) => dates.length > 0));
  }
}
