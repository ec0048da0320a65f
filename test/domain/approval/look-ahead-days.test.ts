import { expect, test } from 'vitest';
import { lookAheadDays } from '../../../lambda/domain/approval/look-ahead-days.ts';

test.each([
  ['an ordinary Thursday', '2027-03-11', []],
  ['a Friday', '2027-03-12', ['2027-03-13', '2027-03-14']],
  ['a Saturday, a day off itself', '2027-03-13', []],
  ['the Friday before a long weekend', '2027-03-19', ['2027-03-20', '2027-03-21', '2027-03-22']],
  [
    'the day before Golden Week’s holidays',
    '2027-04-30',
    ['2027-05-01', '2027-05-02', '2027-05-03', '2027-05-04', '2027-05-05'],
  ],
  ['New Year’s Eve, a Friday', '2027-12-31', ['2028-01-01', '2028-01-02']],
])('%s looks ahead to the days off right after it', (_, day, days) => {
  expect(lookAheadDays(day)).toEqual(days);
});
