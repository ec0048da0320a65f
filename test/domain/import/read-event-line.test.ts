import { describe, expect, test } from 'vitest';
import { readEventLine } from '../../../lambda/domain/import/read-event-line.ts';

const good = {
  id: 'E1',
  event: 'document-downloaded',
  customer: 'C1',
  at: '2027-03-01T10:00:00+09:00',
  data: { title: '導入ガイド', pages: 12 },
};

function wrongColumns(line: unknown): readonly string[] {
  const reading = readEventLine(5, typeof line === 'string' ? line : JSON.stringify(line));
  return reading.ok ? [] : reading.problems.map(({ row, column }) => `${row}:${column}`);
}

describe('a line of events.jsonl', () => {
  test('names a customer by id', () => {
    expect(readEventLine(1, JSON.stringify(good))).toEqual({
      ok: true,
      event: {
        ...{ row: 1, id: 'E1', source: '', event: 'document-downloaded', at: good.at },
        by: { customer: 'C1' },
        data: good.data,
      },
    });
  });

  test('names a customer by address, and needs no data', () => {
    const { customer: _, data: __, ...rest } = good;
    expect(readEventLine(1, JSON.stringify({ ...rest, customer: '', email: 'a@example.com' }))).toMatchObject({
      ok: true,
      event: { by: { email: 'a@example.com' }, data: {} },
    });
  });

  test('may name its sender', () => {
    expect(readEventLine(1, JSON.stringify({ ...good, source: ' shop ' }))).toMatchObject({
      event: { source: 'shop' },
    });
  });

  test('is read without what nobody sees in ids, and with full-width addresses made plain', () => {
    const { customer: _, ...rest } = good;
    const email = ' ｙａｍａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ\u200b';
    expect(readEventLine(1, JSON.stringify({ ...rest, id: '\ufeffE1 ', email }))).toMatchObject({
      event: { id: 'E1', by: { email: 'yamada@example.com' } },
    });
    expect(readEventLine(1, JSON.stringify({ ...good, customer: 'C1\u200b' }))).toMatchObject({
      event: { by: { customer: 'C1' } },
    });
  });

  test.each([
    ['no JSON', '{"id":', ['5:']],
    ['no object', [1, 2], ['5:']],
    ['an id with #', { ...good, id: 'E#1' }, ['5:id']],
    ['an id that is a number', { ...good, id: 1 }, ['5:id']],
    ['a sender that is no text', { ...good, source: 1 }, ['5:source']],
    ['no event', { ...good, event: ' ' }, ['5:event']],
    ['a time without offset', { ...good, at: '2027-03-01T10:00:00' }, ['5:at']],
    ['a time before there were calendars', { ...good, at: '-012027-03-01T10:00:00Z' }, ['5:at']],
    ['a year of five digits', { ...good, at: '+020270-03-01T10:00:00Z' }, ['5:at']],
    ['a day that does not exist', { ...good, at: '2027-02-30T10:00:00Z' }, ['5:at']],
    ['data that is no object', { ...good, data: 'x' }, ['5:data']],
    ['nobody', { ...good, customer: null }, ['5:customer']],
    ['several mistakes', { ...good, id: '', at: '', event: '' }, ['5:id', '5:event', '5:at']],
  ])('with %s is told with line and key', (_, line, columns) => {
    expect(wrongColumns(line)).toEqual(columns);
  });

  test('shows the value that is wrong', () => {
    const reading = readEventLine(1, JSON.stringify({ ...good, data: [1] }));
    expect(!reading.ok && reading.problems[0]?.value).toBe('[1]');
  });
});
