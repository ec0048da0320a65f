import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countedRoom } from '../../../lambda/domain/sending/counted-room.ts';
import { mailSpacingMs } from '../../../lambda/domain/sending/mail-spacing.ts';
import { placesInLine } from '../../../lambda/domain/sending/places-in-line.ts';

describe('the spacing of mails', () => {
  test('is never closer than the account’s rate, and wastes at most a twentieth from two mails a second on', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2_000, noNaN: true }), (maxSendRate) => {
        const spacingMs = mailSpacingMs({ maxSendRate }, 1);
        expect(spacingMs).toBeGreaterThan(1_000 / maxSendRate);
        if (maxSendRate >= 2) expect(spacingMs).toBeLessThanOrEqual(1_000 / (0.95 * maxSendRate));
      }),
    );
  });

  test('is the wider, the smaller the stage’s share', () => {
    expect(mailSpacingMs({ maxSendRate: 14 }, 0.25)).toBeCloseTo(4 * mailSpacingMs({ maxSendRate: 14 }, 1));
  });

  test('is endless where nothing may be sent', () => {
    expect(mailSpacingMs({ maxSendRate: 0 }, 1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the room that is counted', () => {
  const readAt = '2027-03-14T00:00:00.000Z';
  const at = (minutes: number) => Date.parse(readAt) + minutes * 60_000;
  const quota = (sentLast24Hours: number) => ({ maxSendRate: 10, max24HourSend: 50_000, sentLast24Hours, readAt });

  test('is none while a quarter of an hour at the full rate would not reach the edge', () => {
    expect(countedRoom(quota(41_000), 1, at(0))).toBeUndefined();
    expect(countedRoom(quota(41_001), 1, at(0))).toBe(8_999);
    expect(countedRoom(quota(50_000), 1, at(0))).toBe(0);
    expect(countedRoom(quota(60_000), 1, at(0))).toBe(0);
  });

  test('is the stage’s share of what is left', () => {
    expect(countedRoom(quota(49_001), 0.5, at(0))).toBe(499);
  });

  test('is none without a limit, and none by a reading of the day before', () => {
    expect(countedRoom({ ...quota(0), max24HourSend: -1 }, 1, at(0))).toBeUndefined();
    expect(countedRoom(quota(50_000), 1, at(24 * 60))).toBeUndefined();
    expect(countedRoom(quota(50_000), 1, at(24 * 60 - 1))).toBe(0);
  });

  test('together with what may have gone before without being counted, is never more than there was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 49_999 }), fc.integer({ min: 1, max: 24 * 60 - 1 }), (sent, minutes) => {
        const counted = countedRoom(quota(sent), 1, at(minutes));
        if (counted === undefined) return;
        let uncounted = 0;
        for (let minute = 0; minute < minutes; minute += 1) {
          if (countedRoom(quota(sent), 1, at(minute)) === undefined) uncounted += 600;
        }
        // A minute is not counted from its very beginning.
        expect(counted + uncounted).toBeLessThanOrEqual(50_000 - sent + 600);
      }),
    );
  });
});

describe('places in the line', () => {
  test('follow each other at the spacing', () => {
    expect(placesInLine([100, 100, 100], 10, 20)).toEqual([10, 30, 50]);
  });

  test('go first to who can wait least, and to nobody who cannot wait so long', () => {
    expect(placesInLine([100, 30, 35, 5], 10, 20)).toEqual([50, 10, 30, undefined]);
  });
});
