import { expect, test } from 'vitest';
import { factLabel } from '../../../lambda/domain/approval/fact-label.ts';
import { aStage } from '../../support/builders.ts';

const model = aStage.recordModel;

test.each([
  ['customer', 'company', '会社名', 'Company'],
  ['customer', 'contractEnd', '契約終了日', 'Contract end'],
  ['customer', '契約終了日', '契約終了日', 'Contract end'],
  ['customer', 'productA', '製品A購入フラグ', 'Product A'],
  ['customer', 'owner.name', '担当者', 'Owner'],
  ['customer', 'lastSent.birthday', '最終メール送信日(誕生日)', 'Last sent birthday'],
  ['customer', 'daysLeft', '残り日数', 'Days left'],
  ['customer', 'Plan name', 'Plan name', 'Plan name'],
  ['contract', 'endDate', '契約終了日', 'Contract end date'],
  ['delivery', 'title', '配信 件名', 'Delivery title'],
])('people call %s %s %s, or %s', (type, name, japanese, english) => {
  expect(factLabel(model, type, name, 'ja')).toBe(japanese);
  expect(factLabel(model, type, name, 'en')).toBe(english);
});
