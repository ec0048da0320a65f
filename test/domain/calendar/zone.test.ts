import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill/implementation';
import { describe, expect, it } from 'vitest';
import { instantOf, isTimeZone, localDate, localTime } from '../../../lambda/domain/calendar/zone.ts';

const zones = ['Asia/Tokyo', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];

describe('time zone names', () => {
  it.each([
    'Asia/Tokyo',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Argentina/Buenos_Aires',
    'Etc/GMT-9',
    'UTC',
    'Asia/Calcutta',
  ])('%s is a time zone', (name) => expect(isTimeZone(name)).toBe(true));

  it.each(['Asia/Tokio', 'asia/tokyo', 'ASIA/TOKYO', 'JST', 'PST', '+09:00', 'Tokyo', '', 'Asia/', '日本'])(
    '"%s" is not',
    (name) => expect(isTimeZone(name)).toBe(false),
  );
});

describe('the date and time somewhere', () => {
  it('is already tomorrow in Tokyo when it is afternoon in UTC', () => {
    const instant = Date.parse('2027-03-13T15:00:00Z');
    expect(localDate(instant, 'Asia/Tokyo')).toBe('2027-03-14');
    expect(localTime(instant, 'Asia/Tokyo')).toBe('00:00');
    expect(localDate(instant - 1, 'Asia/Tokyo')).toBe('2027-03-13');
    expect(localTime(instant - 1, 'Asia/Tokyo')).toBe('23:59');
  });

  it('agrees with Temporal at any instant from 1900 to 2100', () => {
    const instants = fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('2100-01-01') });
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(localDate(instant, zone)).toBe(local.toPlainDate().toString());
        expect(localTime(instant, zone)).toBe(local.toPlainTime().toString({ smallestUnit: 'minute' }));
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses a zone that does not exist', () => {
    expect(() => localDate(0, 'Asia/Tokio')).toThrow(RangeError);
    expect(() => instantOf('2027-03-14', '09:00', 'Asia/Tokio')).toThrow(RangeError);
  });
});

describe('nine in the morning somewhere', () => {
  it.each([
    ['Tokyo, which has no summer time', 'Asia/Tokyo', '2027-03-14', '2027-03-14T00:00:00Z'],
    ['New York on the day summer time begins', 'America/New_York', '2027-03-14', '2027-03-14T13:00:00Z'],
    ['New York the day before', 'America/New_York', '2027-03-13', '2027-03-13T14:00:00Z'],
    ['London in summer', 'Europe/London', '2027-07-01', '2027-07-01T08:00:00Z'],
    ['Lord Howe, half an hour ahead in summer', 'Australia/Lord_Howe', '2027-01-15', '2027-01-14T22:00:00Z'],
    ['Lord Howe in winter', 'Australia/Lord_Howe', '2027-07-15', '2027-07-14T22:30:00Z'],
  ])('is the right instant in %s', (_, zone, date, expected) => {
    expect(new Date(instantOf(date, '09:00', zone)).toISOString()).toBe(new Date(expected).toISOString());
  });
});

describe('when the clocks change', () => {
  it.each([
    ['America/New_York', '2027-03-14', '02:30', '03:30'],
    ['Europe/London', '2027-03-28', '01:30', '02:30'],
    ['Australia/Lord_Howe', '2027-10-03', '02:15', '02:45'],
  ])('in %s, a time that is skipped (%s %s) moves forward to %s', (zone, date, time, shown) => {
    const instant = instantOf(date, time, zone);
    expect([localDate(instant, zone), localTime(instant, zone)]).toEqual([date, shown]);
  });

  it.each([
    ['America/New_York', '2027-11-07', '01:30', '2027-11-07T05:30:00Z'],
    ['Europe/London', '2027-10-31', '01:30', '2027-10-31T00:30:00Z'],
    ['Australia/Lord_Howe', '2027-04-04', '01:45', '2027-04-03T14:45:00Z'],
  ])('in %s, a time that comes twice (%s %s) is the earlier', (zone, date, time, expected) => {
    expect(instantOf(date, time, zone)).toBe(Date.parse(expected));
  });

  it('in every zone, any other time reads back as it was given', () => {
    const minutes = fc.integer({ min: 4 * 60, max: 24 * 60 - 1 });
    const days = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(days, minutes, fc.constantFrom(...zones), (day, minute, zone) => {
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
        const instant = instantOf(date, time, zone);
        expect([localDate(instant, zone), localTime(instant, zone)]).toEqual([date, time]);
      }),
    );
  });
});
