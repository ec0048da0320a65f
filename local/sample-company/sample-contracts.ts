import { parseDateDuration } from '../../lambda/domain/calendar/duration.ts';
import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { SampleCustomer } from './sample-customers.ts';
import { endDateRemindedFrom } from './sample-dates.ts';
import { createSeededRandom } from './seeded-random.ts';

export interface SampleContract {
  readonly id: string;
  readonly customer: string;
  readonly name: string;
  readonly endDate: IsoDate;
  readonly status: '有効' | '終了' | '解約';
}

const names: readonly [string, ...string[]] = [
  'スタンダード保守プラン',
  'プレミアム保守プラン',
  '浄水カートリッジ定期交換',
  '業務用エスプレッソ機レンタル契約',
];

const reminders = ['P3M', 'P1M', 'P1W'];
const daysAhead = [0, 0, 1, 3];

/**
 * The `cast` has contracts that end so that a reminder of three months, one month or one week falls on today, tomorrow
 * or in three days, and one that ends just so but was cancelled. Half of the `others` have a contract of some kind.
 */
export function sampleContracts(
  today: IsoDate,
  cast: readonly SampleCustomer[],
  others: readonly SampleCustomer[],
): readonly SampleContract[] {
  const random = createSeededRandom(2_001);
  const endDates = reminders.flatMap((iso) =>
    daysAhead.map((days) => endDateRemindedFrom(addDays(today, days), durationOf(iso))),
  );
  const cancelled = endDateRemindedFrom(today, durationOf('P1M'));
  const near = cast.map(({ id }, index) => {
    const endDate = endDates[index];
    return endDate === undefined
      ? { customer: id, name: random.pick(names), endDate: cancelled, status: '解約' as const }
      : { customer: id, name: random.pick(names), endDate, status: '有効' as const };
  });
  const far = others
    .filter(() => random.chance(50))
    .map(({ id }) => {
      const ended = random.chance(20);
      const endDate = addDays(today, ended ? -10 - random.below(500) : 60 + random.below(660));
      return { customer: id, name: random.pick(names), endDate, status: ended ? ('終了' as const) : ('有効' as const) };
    });
  return [...near, ...far].map((contract, index) => ({ id: `K${String(index + 1).padStart(4, '0')}`, ...contract }));
}

function durationOf(iso: string) {
  const duration = parseDateDuration(iso);
  if (duration === undefined) throw new RangeError(`Not a duration: ${iso}`);
  return duration;
}
