import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { itemsToCsv, type ListItem } from '../../../lambda/domain/http/items-to-csv.ts';
import { readColumnName } from '../../../lambda/domain/http/read-column-name.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import { findType } from '../../../lambda/domain/records/record-model.ts';

const customer = findType(defaultRecordModel, 'customer');
if (customer === undefined) throw new Error('The model has no customers');
const type = customer;
const tableOf = (items: readonly ListItem[]) => parse(itemsToCsv(type, items));

test('columns that some items leave out are columns all the same', () => {
  expect(tableOf([{ id: 'C1' }, { id: 'C2', 氏名: '山田' }])).toEqual([
    ['id', '氏名'],
    ['C1', ''],
    ['C2', '山田'],
  ]);
});

test('values are kept as they are', () => {
  expect(tableOf([{ id: 7, a: true, b: null, c: '1,5 "x"\n=1', d: 0 }])).toEqual([
    ['id', 'a', 'b', 'c', 'd'],
    ['7', 'true', '', '1,5 "x"\n=1', '0'],
  ]);
});

test('choices, lookups and people become texts', () => {
  const person = { Claims: 'i:0#.f|membership|a@example.jp', DisplayName: '佐藤', Email: 'a@example.jp', Picture: 'x' };
  const item = {
    id: 'C1',
    区分: [
      { Id: 0, Value: 'A' },
      { Id: 1, Value: 'B' },
    ],
    店: { Id: 3, Value: null },
    担当者: person,
    メールアドレス: person,
    紹介者: person,
  };
  expect(tableOf([item])).toEqual([
    ['id', '区分', '店', '担当者', '担当者メールアドレス', 'メールアドレス', '紹介者'],
    ['C1', 'A;B', '', '佐藤', 'a@example.jp', 'a@example.jp', '佐藤'],
  ]);
});

test('what SharePoint says about an item itself is left out', () => {
  const item = {
    '@odata.etag': 'x',
    ItemInternalId: '1',
    ID: 1,
    'Tags@odata.type': 'x',
    'Status#Id': 1,
    'Owner#Claims': 'x',
    '{Path}': 'x',
    Author: {},
    Editor: {},
    Created: 'x',
    Modified: 'x',
  };
  expect(tableOf([item])).toEqual([['ID'], ['1']]);
});

test('keys that JavaScript has a meaning for are columns like others', () => {
  const items: readonly ListItem[] = JSON.parse('[{"id":"C1","__proto__":"x","constructor":"y"}]');
  expect(tableOf(items)).toEqual([
    ['id', '__proto__', 'constructor'],
    ['C1', 'x', 'y'],
  ]);
});

test.each([
  ['_x6c0f__x540d_', '氏名'],
  ['Title', 'Title'],
  // メールアドレス, cut after 32 characters.
  ['_x30e1__x30fc__x30eb__x30a2__x30', 'メールアドレス'],
  ['_x6700__x7d42__x30b3__x30f3__x30', '最終コン'],
])('the internal name %s is the column %s', (name, label) => {
  const read = readColumnName(type, name);
  if (label === '最終コン') expect(read.startsWith(label)).toBe(true);
  else expect(read).toBe(label);
});
