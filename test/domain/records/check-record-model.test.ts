import { expect, test } from 'vitest';
import { checkRecordModel } from '../../../lambda/domain/records/check-record-model.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import type { FieldModel, RecordModel, RecordTypeModel } from '../../../lambda/domain/records/record-model.ts';

const product: RecordTypeModel = {
  ...{ type: 'product', labels: ['製品'], files: ['products', '製品マスター'], idLabels: ['製品ID'] },
  fields: [
    { key: 'name', labels: ['製品名'], kind: 'text' },
    { key: 'warrantyEnd', labels: ['保証終了日'], kind: 'date' },
  ],
};

function withProduct(changes: Partial<RecordTypeModel> = {}): RecordModel {
  return [...defaultRecordModel, { ...product, ...changes }];
}

/** The product with one more field. */
function withField(field: FieldModel): RecordModel {
  return withProduct({ fields: [...product.fields, field] });
}

function changed(type: string, change: (fields: readonly FieldModel[]) => readonly FieldModel[]): RecordModel {
  return defaultRecordModel.map((each) => (each.type === type ? { ...each, fields: change(each.fields) } : each));
}

test('the model that every stage starts from is sound, and so is one with a type added', () => {
  expect(checkRecordModel(defaultRecordModel)).toEqual([]);
  expect(checkRecordModel(withProduct())).toEqual([]);
});

test.each<readonly [what: string, model: RecordModel, said: RegExp]>([
  ['without customers', [product], /no type "customer"/],
  [
    'whose customers have no address',
    changed('customer', (all) => all.filter(({ key }) => key !== 'email')),
    /no field "email"/,
  ],
  [
    'whose address is mere text',
    changed('customer', (all) => all.map((each) => (each.key === 'email' ? { ...each, kind: 'text' } : each))),
    /"customer.email" must be of kind email/,
  ],
  [
    'whose stop flag is mere text',
    changed('customer', (all) => all.map((each) => (each.key === 'stopped' ? { ...each, kind: 'text' } : each))),
    /"customer.stopped" must be of kind boolean/,
  ],
  [
    'whose last-sent column is mere text',
    changed('customer', (all) => [...all, { key: 'lastSent.renewal', labels: ['更新'], kind: 'text' }]),
    /"customer.lastSent.renewal" must be of kind date/,
  ],
  [
    'with a type of an earlier one’s key',
    [...withProduct(), { ...product, labels: ['品'], files: [] }],
    /Two types are called "product"/,
  ],
  ['with a label of two types', withProduct({ labels: ['契約'] }), /Two types are called "契約"/],
  ['with a file of two types', withProduct({ files: ['Customers'] }), /Two types are called "Customers"/],
  ['with a file named like another type', withProduct({ files: ['購入'] }), /Two types are called "購入"/],
  ['with the file of events', withProduct({ files: ['events'] }), /"events" is that of events/],
  ['with # in a type', withProduct({ type: 'pro#duct' }), /its key must be a lower-case letter/],
  ['with a type called like something else', withProduct({ type: 'event' }), /"event" means something else/],
  [
    'with a type labelled like a column of customers',
    withProduct({ labels: ['備考'] }),
    /"備考" is also a field of the customer/,
  ],
  ['with a type without label', withProduct({ labels: [] }), /has no label/],
  ['with a type without id column', withProduct({ idLabels: [] }), /has no idLabels/],
  [
    'with a label of two columns',
    withField({ key: 'other', labels: ['製品名'], kind: 'text' }),
    /two columns are called "製品名"/,
  ],
  [
    'with the id column named twice',
    withField({ key: 'other', labels: ['製品ＩＤ'], kind: 'text' }),
    /two columns are called "製品ＩＤ"/,
  ],
  ['with # in a field', withField({ key: 'a#b', labels: ['A'], kind: 'text' }), /"product.a#b": a key is made of/],
  ['with the id among the fields', withField({ key: 'id', labels: ['番号'], kind: 'text' }), /the id is not a field/],
  ['with a field without label', withField({ key: 'other', labels: [], kind: 'text' }), /"product.other" has no label/],
  [
    'with a value that is a group, too',
    withField({ key: 'name.kana', labels: ['かな'], kind: 'text' }),
    /"product.name": other keys begin/,
  ],
  [
    'with a reference to nothing',
    withField({ key: 'maker', labels: ['製造元'], kind: 'reference' }),
    /reference without a target/,
  ],
  [
    'with a reference to a type that is not there',
    withField({ key: 'maker', labels: ['製造元'], kind: 'reference', target: 'maker' }),
    /points to "maker", which is no type\. There are customer, contract/,
  ],
  [
    'with a target of no reference',
    withField({ key: 'maker', labels: ['製造元'], kind: 'text', target: 'customer' }),
    /has a target, but is no reference/,
  ],
  [
    'whose customers have a field called like something else',
    changed('customer', (all) => [...all, { key: 'date', labels: ['登録日'], kind: 'date' }]),
    /"customer.date": "date" means something else/,
  ],
])('a model %s is refused, and told why', (_what, model, said) => {
  const problems = checkRecordModel(model);
  expect(problems).toEqual([expect.stringMatching(said)]);
});

test('a customer may refer to a type by its very name', () => {
  const shop: RecordTypeModel = { ...product, type: 'shop', labels: ['店舗'], files: ['shops'], idLabels: ['店舗ID'] };
  const customers = changed('customer', (all) => [
    ...all,
    { key: 'shop', labels: ['店舗'], kind: 'reference', target: 'shop' },
  ]);
  expect(checkRecordModel([...customers, shop])).toEqual([]);
});
