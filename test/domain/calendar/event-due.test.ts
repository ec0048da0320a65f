import { describe, expect, it } from 'vitest';
import { parseDelay } from '../../../lambda/domain/calendar/duration.ts';
import { eventDue } from '../../../lambda/domain/calendar/event-due.ts';
import { japaneseBusinessCalendar } from '../../../lambda/domain/calendar/japanese-business-calendar.ts';

const tokyo = { atTime: '09:00', timeZone: 'Asia/Tokyo' };
const newYork = { atTime: '09:00', timeZone: 'America/New_York' };

describe('the mail after an event', () => {
  it('is due at once without a delay', () => {
    expect(eventDue('2027-03-01T10:00:00+09:00', undefined, tokyo)).toEqual({
      nominal: '2027-03-01',
      dueOn: '2027-03-01',
      instantMs: Date.parse('2027-03-01T01:00:00Z'),
    });
  });

  it('is due the next day at the campaign’s time', () => {
    expect(eventDue('2027-03-01T10:00:00+09:00', parseDelay('P1D'), tokyo)).toEqual({
      nominal: '2027-03-01',
      dueOn: '2027-03-02',
      instantMs: Date.parse('2027-03-02T00:00:00Z'),
    });
  });

  it('counts days from the date in the campaign’s zone, whatever zone the event was written in', () => {
    expect(eventDue('2027-02-28T15:30:00Z', parseDelay('P1D'), tokyo)).toMatchObject({
      nominal: '2027-03-01',
      dueOn: '2027-03-02',
    });
    expect(eventDue('2027-03-01T00:30:00+09:00', parseDelay('P1D'), newYork)).toMatchObject({
      nominal: '2027-02-28',
      dueOn: '2027-03-01',
    });
  });

  it('a month after 31 January is due on 28 February', () => {
    expect(eventDue('2027-01-31T10:00:00+09:00', parseDelay('P1M'), tokyo).dueOn).toBe('2027-02-28');
  });

  it('is due exactly so many hours later, also past midnight', () => {
    expect(eventDue('2027-03-01T23:00:00+09:00', parseDelay('PT2H'), tokyo)).toEqual({
      nominal: '2027-03-01',
      dueOn: '2027-03-02',
      instantMs: Date.parse('2027-03-02T01:00:00+09:00'),
    });
  });

  it('tells a day from 24 hours when the clocks change', () => {
    const event = '2027-03-13T09:00:00-05:00';
    expect(eventDue(event, parseDelay('P1D'), newYork).instantMs).toBe(Date.parse('2027-03-14T09:00:00-04:00'));
    expect(eventDue(event, parseDelay('PT24H'), newYork).instantMs).toBe(Date.parse('2027-03-14T10:00:00-04:00'));
  });

  it.each(['2027-03-01T10:00:00', '2027-03-01', '2027-02-30T10:00:00Z', 'yesterday'])(
    'cannot be told from "%s"',
    (at) => {
      expect(() => eventDue(at, undefined, tokyo)).toThrow(RangeError);
    },
  );
});

it('ends a delay of days on a working day when the campaign asks for it', () => {
  const dueCalendar = { businessDays: 'next', calendar: japaneseBusinessCalendar } as const;
  const clock = { atTime: '09:00', timeZone: 'Asia/Tokyo', dueCalendar };
  const due = eventDue('2027-02-26T10:00:00+09:00', parseDelay('P1D'), clock);
  expect(due).toMatchObject({ nominal: '2027-02-26', dueOn: '2027-03-01' });
});
