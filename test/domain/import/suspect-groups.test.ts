import { expect, test } from 'vitest';
import { causeText } from '../../../lambda/domain/cards/suspect-text.ts';
import { groupSuspects } from '../../../lambda/domain/import/suspect-groups.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import type { StoredRecord } from '../../../lambda/domain/records/record.ts';

const customer = defaultRecordModel.find(({ type }) => type === 'customer');
if (customer === undefined) throw new Error('The model has no customers');
const type = customer;

function stored(id: string, birthday: string, changedAt = '2027-03-31T00:00:00.000Z'): StoredRecord {
  return { type: 'customer', id, rev: 1, changedAt, fields: { birthday }, suspects: ['birthday'] };
}

test('birthdays to come are one group; one that has come since says what it was, and is accepted by its value', () => {
  const records = [
    stored('A', '2027-04-02'),
    stored('B', '2090-01-01'),
    stored('C', '2091-01-01'),
    stored('D', '1985-04-01'),
  ];
  const groups = (today: string) =>
    groupSuspects(records, type, today).map((group) => [group.value, group.ids.join(), causeText(group, 'ja')]);
  const shared = ['1985-04-01', 'D', 'とても多くの行が同じ誕生日です'];
  expect(groups('2027-04-01')).toEqual([[undefined, 'A,B,C', '未来の誕生日です'], shared]);
  expect(groups('2027-04-02')).toEqual([
    [undefined, 'B,C', '未来の誕生日です'],
    ['2027-04-02', 'A', '取り込んだ日より後の誕生日でした'],
    shared,
  ]);
});
