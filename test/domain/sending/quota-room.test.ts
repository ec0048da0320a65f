import { expect, test } from 'vitest';
import { isUsedUp, isWorthwhile } from '../../../lambda/domain/sending/quota-room.ts';

const quota = (max24HourSend: number, sentLast24Hours: number, maxSendRate = 14) => ({
  ...{ maxSendRate, max24HourSend, sentLast24Hours, readAt: '2027-03-14T00:00:00.000Z' },
});

test('a quota is used up when nothing of the stage’s share is left', () => {
  expect(isUsedUp(quota(200, 199), 1)).toBe(false);
  expect(isUsedUp(quota(200, 200), 1)).toBe(true);
  expect(isUsedUp(quota(200, 199), 0.5)).toBe(true);
  expect(isUsedUp(quota(-1, 1_000_000), 1)).toBe(false);
});

test('it pays to go on once ten minutes at the full rate are free, or a tenth of the quota', () => {
  expect(isWorthwhile(quota(50_000, 45_001), 1)).toBe(false);
  expect(isWorthwhile(quota(50_000, 45_000), 1)).toBe(true);
  expect(isWorthwhile(quota(1_000_000, 991_601), 1)).toBe(false);
  expect(isWorthwhile(quota(1_000_000, 991_600), 1)).toBe(true);
  expect(isWorthwhile(quota(200, 181, 1), 1)).toBe(false);
  expect(isWorthwhile(quota(200, 180, 1), 1)).toBe(true);
  expect(isWorthwhile(quota(5, 5), 1)).toBe(false);
  expect(isWorthwhile(quota(5, 4), 1)).toBe(true);
  expect(isWorthwhile(quota(-1, 9_999), 1)).toBe(true);
});

test('a stage with a share of the account waits for its share of that', () => {
  expect(isWorthwhile(quota(200, 180, 1), 0.5)).toBe(true);
  expect(isWorthwhile(quota(200, 181, 1), 0.5)).toBe(false);
});
