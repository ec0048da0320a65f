import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromEpochDay } from '../../../lambda/domain/calendar/plain-date.ts';
import { formatDate, unknownDateTokens } from '../../../lambda/domain/message/format-date.ts';

describe('formatDate', () => {
  it.each([
    ['2027-03-04', 'M月d日', 'ja', '3月4日'],
    ['2027-03-04', 'yyyy年MM月dd日(E)', 'ja', '2027年03月04日(木)'],
    ['2027-03-04', 'EEEE', 'ja', '木曜日'],
    ['2027-03-04', undefined, 'ja', '2027年3月4日'],
    ['2027-03-04', undefined, 'en', 'March 4, 2027'],
    ['2027-03-04', "EEE, d MMM yy 'd'", 'en', 'Thu, 4 Mar 27 d'],
    ['2027-03-04', 'MMMM', 'ja', '3月'],
    ['2027-03-04', 'Gy年M月d日', 'ja', '令和9年3月4日'],
    ['2019-05-01', 'Gy年', 'ja', '令和元年'],
    ['2019-04-30', 'Gy年', 'ja', '平成31年'],
    ['--02-29', 'M月d日', 'ja', '2月29日'],
    ['--02-29', undefined, 'en', 'February 29'],
    ['--02-29', undefined, 'ja', '2月29日'],
    ['--02-29', 'Gy年M月d日', 'ja', '2月29日'],
    ['--02-29', 'yyyy/MM/dd', 'ja', '02/29'],
    ['--02-29', 'yyyy', 'ja', ''],
    ['2027-03-04T10:00:00+09:00', 'M/d', 'ja', '3/4'],
    ['未定', 'M/d', 'ja', '未定'],
    ['2027-02-30', 'M/d', 'ja', '2027-02-30'],
    [undefined, 'M/d', 'ja', ''],
  ] as const)('writes %s by %s in %s as %s', (value, pattern, locale, expected) => {
    expect(formatDate(value, pattern, locale)).toBe(expected);
  });

  it('agrees with ISO for every day', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_000, max: 2_900_000 }), (day) => {
        const iso = fromEpochDay(day);
        expect(formatDate(iso, 'yyyy-MM-dd', 'ja')).toBe(iso);
      }),
    );
  });

  it('tells letters that mean nothing', () => {
    expect(unknownDateTokens('YYYY年M月DD日')).toEqual(['YYYY', 'DD']);
    expect(unknownDateTokens("yyyy年M月d日(E) 'on' Gy")).toEqual([]);
  });
});
