import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { SampleCustomer } from './sample-customers.ts';
import { monthDayOf, sameDayYearsBefore } from './sample-dates.ts';
import { createSeededRandom } from './seeded-random.ts';

export interface SamplePurchase {
  readonly id: string;
  readonly customer: string;
  readonly product: string;
  readonly date: IsoDate;
}

type Bought = Omit<SamplePurchase, 'id'>;

const otherProducts: readonly [string, ...string[]] = ['製品B', '製品C', '電動ミル', '浄水ユニット', '洗浄剤セット'];
const sixYearsInDays = 2_190;

/**
 * The `cast` bought 製品A so many whole years ago today or tomorrow; one bought another product then, and one bought
 * 製品A only today. The `others` bought this and that in the last six years, on other days of the year.
 */
export function samplePurchases(
  today: IsoDate,
  cast: readonly SampleCustomer[],
  others: readonly SampleCustomer[],
): readonly SamplePurchase[] {
  const [lastYear = today] = anniversaries(today);
  const roles: readonly (readonly [product: string, date: IsoDate])[] = [
    ...anniversaries(today).map((date) => ['製品A', date] as const),
    ...anniversaries(addDays(today, 1))
      .slice(0, 1)
      .map((date) => ['製品A', date] as const),
    ['製品B', lastYear],
    ['製品A', today],
  ];
  const near = roles.flatMap(([product, date], index) => {
    const customer = cast[index]?.id;
    return customer === undefined ? [] : [{ customer, product, date }];
  });
  return [...near, ...others.flatMap((customer, index) => boughtBy(customer, index, today))].map((purchase, index) => ({
    id: `P${String(index + 1).padStart(4, '0')}`,
    ...purchase,
  }));
}

function anniversaries(day: IsoDate): readonly IsoDate[] {
  // On 29 February only the leap years among them have the day.
  return sameDayYearsBefore(day, [1, 3, 4, 5, 8]).slice(0, 4);
}

function boughtBy({ id }: SampleCustomer, index: number, today: IsoDate): readonly Bought[] {
  const random = createSeededRandom(3_001 + index);
  return Array.from({ length: random.below(4) }, (): Bought => {
    let date: IsoDate;
    do date = addDays(today, -1 - random.below(sixYearsInDays));
    while (monthDayOf(date) === monthDayOf(today));
    return { customer: id, product: random.chance(45) ? '製品A' : random.pick(otherProducts), date };
  });
}
