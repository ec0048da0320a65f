import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import type { FieldKind, FieldModel, RecordModel, RecordTypeModel } from '../../lambda/domain/records/record-model.ts';

function field(key: string, label: string, kind: FieldKind = 'text'): FieldModel {
  return { key, labels: [label], kind };
}

function reference(key: string, target: string, label: string): FieldModel {
  return { key, labels: [label], kind: 'reference', target };
}

function type(key: string, label: string, fields: readonly FieldModel[]): RecordTypeModel {
  return { type: key, labels: [label], files: [`${key}s`], idLabels: [`${label}ID`], fields };
}

function plus(base: RecordModel, typeKey: string, ...fields: readonly FieldModel[]): RecordModel {
  const keys = fields.map(({ key }) => key);
  return base.map((each) =>
    each.type === typeKey
      ? { ...each, fields: [...each.fields.filter(({ key }) => !keys.includes(key)), ...fields] }
      : each,
  );
}

/**
 * A model with types that a platform team added: a purchase's product and its maker, a customer's shop and its region,
 * a repair by its order, a session of a course that programs belong to, a seat booked by an order.
 */
export const shopModel: RecordModel = [
  ...plus(
    plus(
      plus(defaultRecordModel, 'customer', reference('shop', 'shop', '店舗')),
      ...(['purchase', reference('product', 'product', '製品番号')] as const),
    ),
    ...(['program', reference('course', 'course', 'コース')] as const),
  ),
  type('product', '製品', [
    field('name', '製品の名前'),
    field('warrantyEnd', '保証終了日', 'date'),
    // A column that purchases have, too.
    field('stockedOn', '購入日', 'date'),
    reference('maker', 'maker', 'メーカー番号'),
  ]),
  type('maker', 'メーカー', [field('name', 'メーカー名'), field('email', 'メーカーの連絡先', 'email')]),
  type('shop', '店舗', [field('name', '店名'), reference('region', 'region', '地域番号')]),
  type('region', '地域', [field('name', '地域名'), field('isFar', '遠方', 'boolean')]),
  type('order', '注文', [reference('customer', 'customer', '注文者'), field('number', '注文番号')]),
  type('repair', '修理', [reference('order', 'order', '修理の注文'), field('readyOn', '修理完了日', 'date')]),
  type('course', 'コース', [field('name', 'コース名')]),
  type('session', '講義', [reference('course', 'course', '講義のコース'), field('date', '講義日', 'date')]),
  type('seat', '座席', [reference('session', 'session', '座席の講義'), reference('order', 'order', '座席の注文')]),
];
