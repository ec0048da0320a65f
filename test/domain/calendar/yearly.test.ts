import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { yearlyOccurrence, yearOf } from '../../../lambda/domain/calendar/yearly.ts';
import { leapDayPolicy, storedDate } from './arbitraries.ts';
import { occurrenceByTemporal } from './temporal-oracle.ts';

describe('a birthday on 29 February', () => {
  it('is kept on 28 February in common years by the policy feb28', () => {
    expect(yearlyOccurrence('2000-02-29', 2027, 'feb28')).toBe('2027-02-28');
  });

  it('is kept on 1 March in common years by the policy mar1', () => {
    expect(yearlyOccurrence('2000-02-29', 2027, 'mar1')).toBe('2027-03-01');
  });

  it('is left out in common years by the policy skip', () => {
    expect(yearlyOccurrence('2000-02-29', 2027, 'skip')).toBeUndefined();
    expect(yearlyOccurrence('2000-02-29', 2100, 'skip')).toBeUndefined();
  });

  it.each(['feb28', 'mar1', 'skip'] as const)('is on 29 February in leap years, whatever the policy (%s)', (policy) => {
    expect(yearlyOccurrence('2000-02-29', 2028, policy)).toBe('2028-02-29');
    expect(yearlyOccurrence('--02-29', 2028, policy)).toBe('2028-02-29');
  });
});

describe('a yearly date', () => {
  it('returns on its month and day, with or without a known year', () => {
    expect(yearlyOccurrence('1985-03-14', 2027, 'skip')).toBe('2027-03-14');
    expect(yearlyOccurrence('--03-14', 2027, 'skip')).toBe('2027-03-14');
    expect(yearlyOccurrence('1985-02-28', 2028, 'mar1')).toBe('2028-02-28');
  });

  it('knows its year when it was given', () => {
    expect(yearOf('1985-03-14')).toBe(1985);
    expect(yearOf('--03-14')).toBeUndefined();
  });

  it('returns when Temporal says so', () => {
    fc.assert(
      fc.property(storedDate, fc.integer({ min: 1890, max: 2110 }), leapDayPolicy, (stored, year, policy) => {
        expect(yearlyOccurrence(stored, year, policy)).toBe(occurrenceByTemporal(stored, year, policy));
      }),
    );
  });
});
