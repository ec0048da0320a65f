import { expect, test } from 'vitest';
import { nextLookAt } from '../../../lambda/domain/approval/next-look-at.ts';
import { aCampaign } from '../../support/builders.ts';

const asked = Date.parse('2027-03-14T00:00:00Z');

test('a request is looked at again when its approver should be reminded', () => {
  const at = nextLookAt(aCampaign(), '2027-03-14', asked, { remindApproverAfterHours: 4 });
  expect(at).toBe('2027-03-14T04:00:00.000Z');
});

test('a request that expires before that is looked at when it expires: the midnight after its last day, in its zone', () => {
  const at = nextLookAt(aCampaign(), '2027-03-14', asked, { remindApproverAfterHours: 24 * 7 });
  expect(at).toBe('2027-03-17T15:00:00.000Z');
});
