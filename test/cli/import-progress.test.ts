import { afterEach, expect, test, vi } from 'vitest';
import { createProgress } from '../../cli/import/import-progress.ts';
import type { Upload } from '../../lambda/domain/import/upload.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const counts = { created: 0, updated: 0, unchanged: 0, rejected: 0, removed: 0, warnings: 0 };
const storing = (rowsDone: number): Upload => ({
  ...{ key: 'imports/customers.csv', at: '2027-03-14T00:00:00.000Z', state: 'write', type: 'customer' },
  ...{ isFull: false, rows: 2_000, rowsDone, counts },
});

test('who follows an upload that has stood still for five minutes is told where to look, until it moves', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said.push(String(text).trim());
    return true;
  });
  const progress = createProgress('customers.csv', false);
  const minutes = (upload: Upload, count: number) => {
    vi.advanceTimersByTime(count * 60_000);
    progress.importing(upload);
    return said.at(-1);
  };
  expect(minutes(storing(200), 1)).toBe('customers.csv: storing 200 of 2,000 rows');
  expect(minutes(storing(200), 4)).toBe('customers.csv: storing 200 of 2,000 rows');
  expect(minutes(storing(200), 1)).toContain('still for 5 minutes');
  expect(minutes(storing(400), 1)).toBe('customers.csv: storing 400 of 2,000 rows');
});
