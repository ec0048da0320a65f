import { describe, expect, test } from 'vitest';
import { brakeLimit } from '../../../lambda/domain/brake/brake-limit.ts';
import { usualBrake } from '../../../lambda/domain/brake/brake-setting.ts';
import { mailsOfRun, usualMailsOfRun } from '../../../lambda/domain/brake/mails-of-run.ts';
import type { RunRow } from '../../../lambda/domain/campaign/run-row.ts';

function aRun(counts: RunRow['counts'], changes: Partial<RunRow> = {}): RunRow {
  return { campaign: 'c', date: '2027-03-14', startedAt: '', days: ['2027-03-14'], counts, ...changes };
}

const held = { mails: 900, isMore: false, limit: 200, limitFrom: 'usual' } as const;
const word = { decision: 'released', by: '佐藤', comment: '', at: '' } as const;
const runs = (...mails: readonly number[]) => mails.map((planned) => aRun({ planned }));
const limitAfter = (lastRuns: readonly RunRow[], days = 1) => brakeLimit({}, lastRuns, days, usualBrake);

describe('how many mails a run may have without a person’s word', () => {
  test('is what the campaign expects where it says so, on however many days', () => {
    expect(brakeLimit({ expect: 7 }, runs(1, 1, 1, 1, 1), 3, usualBrake)).toEqual({ limit: 7, limitFrom: 'expect' });
    expect(brakeLimit({ expect: 0 }, [], 1, usualBrake)).toEqual({ limit: 0, limitFrom: 'expect' });
  });

  test('is five times the largest of its last runs', () => {
    expect(limitAfter(runs(50, 60, 100, 40, 50))).toEqual({ limit: 500, limitFrom: 'usual' });
  });

  test('is never below the floor', () => {
    expect(limitAfter(runs(1, 2, 3, 2, 1))).toEqual({ limit: 200, limitFrom: 'usual' });
  });

  test('is 10,000 while there is too little history; runs without mails are none', () => {
    expect(limitAfter([])).toEqual({ limit: 10_000, limitFrom: 'first-run' });
    expect(limitAfter(runs(50, 0, 50, 0, 50, 0, 50))).toEqual({ limit: 10_000, limitFrom: 'first-run' });
    expect(limitAfter(runs(50, 0, 50, 0, 50, 0, 50, 50)).limitFrom).toBe('usual');
  });

  test('looks at the last thirty runs with mails', () => {
    const month = Array.from({ length: 30 }, () => 50);
    expect(limitAfter(runs(...month, 5_000)).limit).toBe(250);
    expect(limitAfter(runs(...month.slice(1), 5_000)).limit).toBe(25_000);
  });

  test('is so much for each day that the run covers', () => {
    expect(limitAfter(runs(100, 100, 100, 100, 100), 3).limit).toBe(1_500);
    expect(limitAfter([], 2).limit).toBe(20_000);
  });
});

describe('what a run tells of what is usual', () => {
  test('is what it mailed a day; requests for approval are not counted', () => {
    expect(usualMailsOfRun(aRun({ planned: 30, 'awaiting-approval': 9, 'skipped:no-consent': 5 }))).toBe(30);
    expect(usualMailsOfRun(aRun({ planned: 31 }, { days: ['2027-03-13', '2027-03-14'] }))).toBe(16);
  });

  test('is nothing while it is held or when it was dropped, and all of it when it was released', () => {
    const counts = { 'waiting:brake': 880 };
    expect(usualMailsOfRun(aRun(counts, { held }))).toBe(0);
    expect(usualMailsOfRun(aRun(counts, { held, decision: { ...word, decision: 'dropped' } }))).toBe(0);
    expect(usualMailsOfRun(aRun(counts, { held, decision: word }))).toBe(900);
  });

  test('counts what an event campaign’s day let go and held', () => {
    const day = aRun({ planned: 200, 'waiting:brake': 30 }, { held: { ...held, mails: 201, isMore: true } });
    expect(mailsOfRun(day)).toBe(230);
    expect(usualMailsOfRun(day)).toBe(200);
  });
});
