import { expect, it } from 'vitest';
import { japaneseBusinessCalendar } from '../../../lambda/domain/calendar/japanese-business-calendar.ts';
import { workingDaysLater } from '../../../lambda/domain/calendar/working-days-later.ts';

it.each([
  ['2027-03-15', 2, '2027-03-17'],
  ['2027-03-19', 1, '2027-03-23'],
  ['2027-03-19', 2, '2027-03-24'],
  ['2027-03-20', 1, '2027-03-23'],
  ['2027-04-28', 2, '2027-05-06'],
  ['2027-03-20', 0, '2027-03-20'],
])('from %s, %i working days later is %s', (date, count, later) => {
  expect(workingDaysLater(date, count, japaneseBusinessCalendar)).toBe(later);
});
