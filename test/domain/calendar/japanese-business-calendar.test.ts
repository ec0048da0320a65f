import holidayJp from '@holiday-jp/holiday_jp';
import { expect, test } from 'vitest';
import { japaneseBusinessCalendar } from '../../../lambda/domain/calendar/japanese-business-calendar.ts';
import { addDays, dayOfWeek } from '../../../lambda/domain/calendar/plain-date.ts';

test('working days agree, day by day from 2000 to 2050, with a list of holidays kept by other people', () => {
  const differing: string[] = [];
  for (let day = '2000-01-01'; day <= '2050-12-31'; day = addDays(day, 1)) {
    const isWorking = dayOfWeek(day) <= 5 && !(day in holidayJp.holidays);
    if (japaneseBusinessCalendar.isWorkingDay(day) !== isWorking) differing.push(day);
  }
  expect(differing).toEqual([]);
});
