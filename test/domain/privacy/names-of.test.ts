import { expect, test } from 'vitest';
import { namesOf } from '../../../lambda/domain/privacy/names-of.ts';
import { isTellingId, withoutBlanks } from '../../../lambda/domain/privacy/person.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';

const fields = {
  name: '山田 花子',
  フリガナ: 'ヤマダ ハナコ',
  company: '山田商店',
  'owner.name': '佐藤',
  note: '山田様',
  email: 'a@example.com',
};

test('a person is called what the name columns say, not what the company or the colleague is called', () => {
  const profile = { type: 'customer', id: 'C1', rev: 1, fields };
  expect(namesOf(profile, defaultRecordModel)).toEqual(['山田 花子', 'ヤマダ ハナコ']);
  expect(namesOf({ ...profile, fields: { name: '林' } }, defaultRecordModel)).toEqual([]);
});

test.each([
  ['C0001', false],
  ['taro@example.jp', true],
  ['山田花子-1', true],
  ['山田', false],
])('the id %s tells who it is: %s', (customer, is) => {
  expect(isTellingId(customer, ['山田 花子'])).toBe(is);
});

test.each([
  ['C0001', false],
  ['鈴木一郎', true],
  ['Zoë', true],
])('where no name is known, the id %s counts as telling who it is: %s', (customer, is) => {
  expect(isTellingId(customer, [])).toBe(is);
});

test('a name is the same in full- and half-width letters, and in kana of either kind', () => {
  for (const text of ['ﾔﾏﾀﾞ ﾊﾅｺ', 'やまだ　はなこ', 'ヤマダハナコ']) expect(withoutBlanks(text)).toBe('ヤマダハナコ');
  expect(withoutBlanks('Ｙａｍａｄａ')).toBe('yamada');
});
