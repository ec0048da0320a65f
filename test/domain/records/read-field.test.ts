import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { epochDay, fromEpochDay } from '../../../lambda/domain/calendar/plain-date.ts';
import { readField } from '../../../lambda/domain/records/read-field.ts';

const zone = 'Asia/Tokyo';

describe('a date column', () => {
  it.each([
    ['2000-02-29', '2000-02-29'],
    ['2000/2/29', '2000-02-29'],
    ['2000.2.29', '2000-02-29'],
    ['2000年2月29日', '2000-02-29'],
    ['２０００年２月２９日', '2000-02-29'],
    ['２０００／２／２９', '2000-02-29'],
    [' 2000/02/29 ', '2000-02-29'],
    ['　2000/02/29　', '2000-02-29'],
    ['2000/2/29(火)', '2000-02-29'],
    ['20000229', '2000-02-29'],
    ['平成12年2月29日', '2000-02-29'],
    ['平成１２年２月２９日', '2000-02-29'],
    ['㍻12年2月29日', '2000-02-29'],
    ['H12.2.29', '2000-02-29'],
    ['令和元年5月1日', '2019-05-01'],
    ['令和1年5月1日', '2019-05-01'],
    ['令和9年3月14日', '2027-03-14'],
    ['平成元年1月8日', '1989-01-08'],
    ['平成31年4月30日', '2019-04-30'],
    ['昭和64年1月7日', '1989-01-07'],
    ['昭和元年12月25日', '1926-12-25'],
    ['大正元年7月30日', '1912-07-30'],
    ['明治33年2月28日', '1900-02-28'],
    ['平成33年3月31日', '2021-03-31'],
    ['--02-29', '--02-29'],
    ['2月29日', '--02-29'],
    ['36585', '2000-02-29'],
    ['36585.5', '2000-02-29'],
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    ['61', '1900-03-01'],
    ['2958465', '9999-12-31'],
    ['2027-03-13T15:00:00Z', '2027-03-14'],
    ['2027-03-13T14:59:59Z', '2027-03-13'],
    ['2027-03-13T15:00:00.000Z', '2027-03-14'],
    ['2027-03-14T00:00:00+09:00', '2027-03-14'],
    ['2027-03-14T08:00:00+1000', '2027-03-14'],
    ['2027-03-13T20:00-05:00', '2027-03-14'],
    ['2027-03-13T23:30:00', '2027-03-13'],
    ['2027/3/13 0:00:00', '2027-03-13'],
    ['2027-03-13 23:30', '2027-03-13'],
    ['2027年3月31日水曜日', '2027-03-31'],
    ['2027/3/31（水曜）', '2027-03-31'],
    ['令9.3.31', '2027-03-31'],
    ['平31.4.30', '2019-04-30'],
    ['昭60年1月1日', '1985-01-01'],
    // What Excel makes of an empty cell that a formula fetched: its day 0, as a workbook has it.
    ['1900/1/0', '1899-12-30'],
    ['1900年1月0日', '1899-12-30'],
    ['M33.1.0', '1899-12-30'],
    ['1900/1/0 0:00', '1899-12-30'],
  ])('reads %s as %s', (text, date) => {
    expect(readField('date', text, zone)).toEqual({ ok: true, value: date });
  });

  it('takes the date in the zone of the stage', () => {
    expect(readField('date', '2027-03-13T15:00:00Z', 'America/New_York')).toEqual({ ok: true, value: '2027-03-13' });
  });

  it.each([
    '2001-02-29',
    '2027/4/31',
    '平成13年2月29日',
    '令和元年4月30日',
    '令和0年5月1日',
    '大正元年7月29日',
    '--02-30',
    '2月30日',
    '0',
    '60',
    '2024',
    '2958466',
    '00/2/29',
    '3/14/2027',
    '2027-03-13T25:00:00Z',
    '2027-03-13T10:60:00Z',
    '2027-02-29T10:00:00Z',
    '未定',
    'n/a',
    '9999-12-31T23:00:00Z',
    '1900-02-00',
    '2000-01-00',
    '2027年3月31日水',
  ])('refuses %s', (text) => {
    expect(readField('date', text, zone)).toEqual({ ok: false });
  });

  it('reads every day from its Excel serial', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2101, max: 2_958_465 }), (serial) => {
        expect(readField('date', String(serial), zone)).toEqual({
          ok: true,
          value: fromEpochDay(epochDay('1899-12-30') + serial),
        });
      }),
    );
  });

  it('never takes long over a long text', () => {
    const hostile = [`${'2'.repeat(50_000)}!`, `2000-02-29${' '.repeat(50_000)}!`, `平成${'1'.repeat(50_000)}`];
    for (const text of hostile) expect(readField('date', text, zone)).toEqual({ ok: false });
  });
});

describe('a yes/no column', () => {
  it.each(['はい', 'TRUE', 'true', 'True', '1', '○', '〇', '◯', '１', 'ＴＲＵＥ', 'Yes'])('reads %s as yes', (text) => {
    expect(readField('boolean', text, zone)).toEqual({ ok: true, value: true });
  });

  it.each(['いいえ', 'FALSE', 'false', '0', '×', '０', 'no'])('reads %s as no', (text) => {
    expect(readField('boolean', text, zone)).toEqual({ ok: true, value: false });
  });

  it.each(['たぶん', '2', 'ja'])('refuses %s', (text) => {
    expect(readField('boolean', text, zone)).toEqual({ ok: false });
  });
});

describe('a number column', () => {
  it.each([
    ['1,234', 1234],
    ['１２３', 123],
    ['-3.5', -3.5],
    ['1234567', 1234567],
  ])('reads %s', (text, value) => {
    expect(readField('number', text, zone)).toEqual({ ok: true, value });
  });

  it.each(['12a', '1,2345', '１万', '1e3'])('refuses %s', (text) => {
    expect(readField('number', text, zone)).toEqual({ ok: false });
  });
});

describe('any column', () => {
  it.each(['text', 'email', 'url', 'date', 'boolean', 'number', 'reference'] as const)(
    'of kind %s may be empty',
    (kind) => {
      expect(readField(kind, ' 　', zone)).toEqual({ ok: true, value: undefined });
    },
  );

  it('keeps text as it was written, but for blanks around it', () => {
    expect(readField('text', ' ㈱　髙﨑 ①\n ', zone)).toEqual({ ok: true, value: '㈱　髙﨑 ①' });
  });
});
