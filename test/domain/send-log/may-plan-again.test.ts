import { expect, test } from 'vitest';
import { mayPlanAgain } from '../../../lambda/domain/send-log/may-plan-again.ts';
import { aSend } from '../../adapters/stores/send-builders.ts';

const dropped = aSend({ state: 'cancelled', reason: 'dropped-by-person' });
const withdrawn = aSend({ state: 'cancelled', reason: 'campaign-withdrawn' });

test('what a person dropped stays so on whatever day it is due again, unless the date itself is another', () => {
  const later = aSend({ dueOn: '2027-03-15' });
  expect(mayPlanAgain(withdrawn, later)).toBe(true);
  expect(mayPlanAgain(dropped, later)).toBe(false);
  expect(mayPlanAgain(dropped, aSend({ date: '2027-03-20', dueOn: '2027-03-20' }))).toBe(true);
  expect(mayPlanAgain(dropped, aSend({ date: '2027-03-10', dueOn: '2027-03-10' }))).toBe(true);
});
