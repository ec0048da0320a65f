import { expect, test } from 'vitest';
import { digestDays } from '../../../lambda/domain/digest/digest-days.ts';

test.each([
  ['a Thursday', '2027-03-11', ['11', '12']],
  ['a Friday', '2027-03-12', ['12', '13', '14', '15']],
  ['a Saturday', '2027-03-13', ['13', '14', '15']],
  ['a Sunday', '2027-03-14', ['14', '15']],
  ['a Friday before a Monday off', '2027-03-19', ['19', '20', '21', '22', '23']],
])('the digest of %s tells of the days up to the next working day', (_, today, days) => {
  expect(digestDays(today)).toEqual(days.map((day) => `2027-03-${day}`));
});
