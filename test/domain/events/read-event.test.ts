import { describe, expect, test } from 'vitest';
import type { InboundEvent } from '../../../lambda/domain/events/inbound-event.ts';
import { readEvent } from '../../../lambda/domain/events/read-event.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';

const rules = { recordModel: defaultRecordModel, timeZone: 'Asia/Tokyo', today: '2027-03-14' };

function anEvent(detailType: string, detail: unknown, changes: Partial<InboundEvent> = {}): InboundEvent {
  return { id: 'e1', 'detail-type': detailType, source: 'crm', time: '2027-03-14T01:00:00Z', detail, ...changes };
}

function read(detailType: string, detail: unknown, changes: Partial<InboundEvent> = {}) {
  return readEvent(anEvent(detailType, detail, changes), rules);
}

/** Where something is wrong. */
function wrongIn(detailType: string, detail: unknown, changes: Partial<InboundEvent> = {}): readonly string[] {
  const reading = read(detailType, detail, changes);
  return reading.kind === 'refused' ? reading.problems.map(({ path }) => path) : [reading.kind];
}

describe('a customer who is new or has changed', () => {
  test('is read by keys and by labels, as a file would be', () => {
    const customer = {
      ...{ id: 'C1', 氏名: '山田 花子', birthday: '平成12年2月29日', 製品A購入フラグ: 'はい' },
      ...{ 契約終了日: '2027-03-13T15:00:00Z', stopped: false },
    };
    expect(read('customer.upserted', { customer })).toEqual({
      kind: 'upsert',
      record: {
        ...{ type: 'customer', id: 'C1' },
        fields: {
          name: '山田 花子',
          birthday: '2000-02-29',
          productA: true,
          contractEnd: '2027-03-14',
          stopped: false,
        },
        covers: ['name', 'birthday', 'productA', 'contractEnd', 'stopped'],
      },
      extraColumns: [],
    });
  });

  test('loses the fields that are null or empty, and keeps those that are not spoken of', () => {
    expect(read('customer.upserted', { customer: { id: 'C1', email: null, note: '' } })).toMatchObject({
      record: { fields: {}, covers: ['email', 'note'] },
    });
  });

  test('has a number for an id, and flags and texts as numbers, where the system keeps them so', () => {
    const customer = { id: 1001, productA: 1, company: 42 };
    expect(read('customer.upserted', { customer })).toMatchObject({
      record: { id: '1001', fields: { productA: true, company: '42' } },
    });
  });

  test('brings fields that the model does not know as text under their own name', () => {
    const customer = { id: 'C1', 会員ランク: 'A', points: 12, vip: true };
    expect(read('customer.upserted', { customer })).toMatchObject({
      record: { fields: { 会員ランク: 'A', points: '12', vip: 'true' }, covers: ['会員ランク', 'points', 'vip'] },
      extraColumns: ['会員ランク', 'points', 'vip'],
    });
  });

  test("has the event's id, also where labels mean an id too", () => {
    const customer = { ID: 7, 顧客ID: 'X', id: 'C1', name: '山田' };
    expect(read('customer.upserted', { customer })).toMatchObject({
      record: { id: 'C1', fields: { name: '山田' }, covers: ['name'] },
      extraColumns: [],
    });
  });

  test('has dates held out that look made up', () => {
    const customer = { id: 'C1', birthday: '2027-03-15', lastPurchase: '1900-01-01', contractEnd: '2027-03-31' };
    expect(read('customer.upserted', { customer })).toMatchObject({
      record: { suspects: ['birthday', 'lastPurchase'] },
    });
    expect(read('customer.upserted', { customer: { id: 'C1', birthday: '2027-03-14' } })).not.toHaveProperty(
      'record.suspects',
    );
  });

  test('is refused with every field that cannot be read, and no value is quoted', () => {
    const customer = { id: 'C#1', birthday: '2001-02-29', productA: 'perhaps', tags: ['a'] };
    expect(wrongIn('customer.upserted', { customer })).toEqual(['detail.customer.tags']);
    const { tags: _, ...plain } = customer;
    const reading = read('customer.upserted', { customer: plain });
    expect(wrongIn('customer.upserted', { customer: plain })).toEqual([
      ...['detail.customer.id', 'detail.customer.birthday', 'detail.customer.productA'],
    ]);
    expect(JSON.stringify(reading)).not.toMatch(/2001-02-29|perhaps|C#1/);
  });

  test('is refused without an id, and with parts that the format does not have', () => {
    expect(wrongIn('customer.upserted', { customer: { name: '山田' } })).toEqual(['detail.customer.id']);
    expect(wrongIn('customer.upserted', { customer: 'C1' })).toEqual(['detail.customer']);
    expect(wrongIn('customer.upserted', { customer: { id: 'C1' }, force: true })).toEqual(['detail.force']);
    expect(wrongIn('customer.upserted', 'C1')).toEqual(['detail']);
  });
});

describe('a record of another type', () => {
  test('is named by the key or a label of its type', () => {
    const record = { id: 'K1', 顧客ID: 'C1', 契約終了日: '2027/3/31' };
    const expected = { record: { type: 'contract', id: 'K1', fields: { customer: 'C1', endDate: '2027-03-31' } } };
    expect(read('record.upserted', { type: 'contract', record })).toMatchObject(expected);
    expect(read('record.upserted', { type: '契約', record })).toMatchObject(expected);
  });

  test('is refused with parts that the format has not, and only what people did is told of a part for anything', () => {
    const toldOf = (detailType: string, detail: unknown) => {
      const reading = read(detailType, detail);
      return reading.kind === 'refused' ? reading.problems.map(({ explanation }) => explanation.en).join() : '';
    };
    expect(toldOf('customer.deleted', { customer: { id: 'C1', name: '山田' } })).toMatch(
      /Check its name or remove it\.$/,
    );
    expect(toldOf('document-downloaded', { customer: 'C1', page: 3 })).toContain('can stand in data');
  });

  test('is refused when there is no such type', () => {
    expect(wrongIn('record.upserted', { type: 'seminar', record: { id: 'S1' } })).toEqual(['detail.type']);
    expect(wrongIn('record.deleted', { type: 'event', record: { id: 'S1' } })).toEqual(['detail.type']);
  });

  test('that is gone is named by its id alone', () => {
    expect(read('record.deleted', { type: '契約', record: { id: 7 } })).toEqual({
      kind: 'removal',
      ref: { type: 'contract', id: '7' },
    });
    expect(read('customer.deleted', { customer: { id: 'C1' } })).toMatchObject({ ref: { type: 'customer', id: 'C1' } });
    expect(wrongIn('customer.deleted', { customer: { id: 'C1', name: '山田' } })).toEqual(['detail.customer.name']);
    expect(wrongIn('customer.deleted', { customer: { id: '' } })).toEqual(['detail.customer.id']);
  });
});

describe('something that a customer did', () => {
  test('takes id and time from the envelope where it says none itself', () => {
    expect(read('document-downloaded', { customer: 'C1' })).toEqual({
      kind: 'happening',
      happening: {
        ...{ id: 'e1', source: 'crm', event: 'document-downloaded', by: { customer: 'C1' } },
        ...{ at: '2027-03-14T01:00:00Z', data: {} },
      },
    });
  });

  test('is told by id before address, with its own id, time and data', () => {
    const detail = { id: 9, customer: 1, email: 'a@example.com', at: '2027-03-01T10:00:00+09:00', data: { page: 3 } };
    expect(read('document-downloaded', detail)).toMatchObject({
      happening: { id: '9', by: { customer: '1' }, at: '2027-03-01T10:00:00+09:00', data: { page: 3 } },
    });
    expect(read('document-downloaded', { email: 'a@example.com' })).toMatchObject({
      happening: { by: { email: 'a@example.com' } },
    });
  });

  test('is told by an address or an id as people type them, as in a file', () => {
    expect(read('document-downloaded', { email: 'ｙａｍａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ\u200b' })).toMatchObject({
      happening: { by: { email: 'yamada@example.com' } },
    });
    expect(read(' document-downloaded ', { id: '\ufeff9', customer: 'C1\u200b' })).toMatchObject({
      happening: { id: '9', event: 'document-downloaded', by: { customer: 'C1' } },
    });
    expect(read(' customer.upserted', { customer: { id: 'C1\u200b' } })).toMatchObject({ record: { id: 'C1' } });
    expect(read('customer.deleted', { customer: { id: '\u200bC1' } })).toMatchObject({ ref: { id: 'C1' } });
  });

  test('is refused with all that is wrong with it', () => {
    expect(wrongIn('x', {})).toEqual(['detail.customer']);
    expect(wrongIn('x', { customer: 'C1', at: '2027-03-01' })).toEqual(['detail.at']);
    expect(wrongIn('x', { customer: 'C1', data: 'page 3' })).toEqual(['detail.data']);
    expect(wrongIn('x', { customer: 'C1', page: 3 })).toEqual(['detail.page']);
    expect(wrongIn('x'.repeat(65), { customer: 'C1' })).toEqual(['detail-type']);
    expect(wrongIn('x', { customer: 'C1' }, { id: 'a#b' })).toEqual(['detail.id']);
  });

  test('is refused when it is larger than a record can be, in bytes', () => {
    const of = (chars: number) => ({ customer: 'C1', data: { text: '本'.repeat(chars) } });
    expect(wrongIn('x', of(80_000))).toEqual(['happening']);
    expect(wrongIn('x', of(90_000))).toEqual(['detail']);
    expect(wrongIn('customer.upserted', { customer: { id: 'C1', note: '本'.repeat(90_000) } })).toEqual(['detail']);
  });

  test('with the shape of a customer is a mistyped customer.upserted, and is refused', () => {
    expect(wrongIn('customer.updated', { customer: { id: 'C1', name: '山田' } })).toEqual(['detail.customer']);
  });
});
