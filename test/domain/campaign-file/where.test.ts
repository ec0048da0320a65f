import { describe, expect, it } from 'vitest';
import { extendModel } from '../../../lambda/domain/campaign-file/extend-model.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import { aCampaignFile, problemsOf, versionOf } from './a-campaign-file.ts';

const model = extendModel(defaultRecordModel, { customer: ['会員ランク', '誕生日'] });
const contract = '{ before: contract.endDate, offsets: [P1M] }';

function whereOf(where: string, trigger = '{ every: year, on: customer.birthday }') {
  return versionOf(aCampaignFile({ where, trigger }), { model }).campaign.where;
}

describe('where as a map', () => {
  it('names fields by label or key, and reads values as their columns would', () => {
    expect(
      whereOf('{ 製品A購入フラグ: はい, contractStatus: 有効, 会員ランク: [A, 1], 誕生日: 2000/2/29, 顧客ID: C001 }'),
    ).toEqual({
      kind: 'map',
      clauses: [
        { type: 'customer', key: 'productA', values: [true] },
        { type: 'customer', key: 'contractStatus', values: ['有効'] },
        { type: 'customer', key: '会員ランク', values: ['A', '1'] },
        { type: 'customer', key: 'birthday', values: ['2000-02-29'] },
        { type: 'customer', key: 'id', values: ['C001'] },
      ],
    });
  });

  it('takes a bare label for the customer, then for the one record on the path that has it', () => {
    expect(whereOf('{ 契約状態: 有効, 契約.契約状態: 更新, contract.name: 保守, 契約名: 保守 }', contract)).toEqual({
      kind: 'map',
      clauses: [
        { type: 'customer', key: 'contractStatus', values: ['有効'] },
        { type: 'contract', key: 'status', values: ['更新'] },
        { type: 'contract', key: 'name', values: ['保守'] },
        { type: 'contract', key: 'name', values: ['保守'] },
      ],
    });
  });

  it('keeps the text of a value as it was typed', () => {
    expect(whereOf('{ 会員ランク: [01, 1.10, true] }')).toEqual({
      kind: 'map',
      clauses: [{ type: 'customer', key: '会員ランク', values: ['01', '1.10', 'true'] }],
    });
  });

  // `where` stands on line 6.
  it.each<readonly [string, number, string, string]>([
    [
      '{ 製品A購入フラグ: たぶん }',
      20,
      '製品A購入フラグ は、はい か いいえ で書いてください。',
      '製品A購入フラグ is true or false, not たぶん.',
    ],
    [
      '{ 製品A: はい }',
      10,
      '製品A という項目はありません。もしかして: 製品A購入フラグ',
      'There is no field 製品A. Did you mean 製品A購入フラグ?',
    ],
    [
      '{ 契約.契約状態: 有効 }',
      10,
      '契約.契約状態（contract.status）は、この trigger からはたどれません。',
      '契約.契約状態 (contract.status) cannot be reached from this trigger.',
    ],
    [
      '{ 誕生日: [2000-02-29, 2001-02-29] }',
      28,
      '誕生日 は 2027-04-01 のような日付で書いてください。',
      '誕生日 is a date such as 2027-04-01, not 2001-02-29.',
    ],
    ['{ 備考: }', 10, '値がありません。', 'A value is missing.'],
    ['{ 備考: [] }', 14, '値がありません。', 'A value is missing.'],
    [
      '[a]',
      8,
      'where は { 契約状態: 有効 } のような表か、customer.productA のような式で書いてください。',
      'where is a map such as { contractStatus: active }, or an expression such as customer.productA.',
    ],
  ])('%s is answered at column %i', (where, column, ja, en) => {
    expect(problemsOf(aCampaignFile({ where }), { model })).toEqual([
      { file: 'campaigns/test.hbs', line: 6, column, message: { ja, en } },
    ]);
  });
});

describe('where as CEL', () => {
  it.each([
    [
      '\'customer.productA && customer["会員ランク"] in ["A", "B"]\'',
      '(customer["productA"] == true) && customer["会員ランク"] in ["A", "B"]',
    ],
    ["'!customer.stopped'", '!(customer["stopped"] == true)'],
    ['\'customer["氏名"] != null\'', 'customer["name"] != null'],
    ['customer.owner.name != null', 'customer["owner.name"] != null'],
    ['customer.stopped == null', 'customer["stopped"] == null'],
    ['customer.consent != false', 'customer["consent"] != false'],
    ['years >= 3 && years % 5 == 0', 'years >= 3 && years % 5 == 0'],
    ['today > customer.contractEnd', 'today > customer["contractEnd"]'],
    [
      '\'["A", "B"].exists(rank, rank == customer["会員ランク"])\'',
      '["A", "B"].exists(rank, rank == customer["会員ランク"])',
    ],
    ['\'customer.name.startsWith("山")\'', 'customer["name"].startsWith("山")'],
  ])('%s is kept with keys for names', (where, expression) => {
    expect(whereOf(where)).toEqual({ kind: 'cel', expression });
  });

  it('sees records on the path, and the data of an event', () => {
    expect(whereOf('\'contract.status == "有効"\'', contract)).toMatchObject({
      expression: 'contract["status"] == "有効"',
    });
    expect(whereOf("'event.pages > 3'", '{ event: downloaded }')).toMatchObject({ expression: 'event.pages > 3' });
  });

  // Columns count from the beginning of the line `where: '…'`.
  it.each<readonly [string, number, string, string]>([
    [
      'customer.nme == "a"',
      18,
      '顧客（customer）に nme という項目はありません。もしかして: name',
      'customer has no field nme. Did you mean name?',
    ],
    [
      'customer["会員ランキ"] == "a"',
      18,
      '顧客（customer）に 会員ランキ という項目はありません。もしかして: 会員ランク',
      'customer has no field 会員ランキ. Did you mean 会員ランク?',
    ],
    ['name == "x"', 9, 'name は customer.name と書いてください。', 'Write customer.name instead of name.'],
    [
      'custmer.name == "x"',
      9,
      'custmer という名前はありません。もしかして: customer',
      'There is nothing called custmer. Did you mean customer?',
    ],
    [
      'contract.status == "x"',
      9,
      'contract はこの trigger からたどれません。使えるのは customer です。',
      'contract cannot be reached from this trigger. There are customer.',
    ],
    [
      'customer.productA == "はい"',
      30,
      'customer.productA は、はい/いいえの項目です。文字とは比べられません。customer.productA == true と書いてください。',
      'customer.productA is a yes/no field and never equals text. Write customer.productA == true.',
    ],
    ['customer.name > 3', 25, '文字と数は比べられません。', 'Text and a number cannot be compared.'],
    ['customer.name in [1]', 27, '文字と数は比べられません。', 'Text and a number cannot be compared.'],
    ['customer.name && true', 9, 'ここにははい/いいえが要ります。', 'This must be a yes or no.'],
    [
      'customer.name',
      9,
      'where は「はい」か「いいえ」になる式で書いてください（例: customer.productA）。',
      'where must be an expression that is true or false, such as customer.productA.',
    ],
    [
      'years + 1',
      9,
      'where は「はい」か「いいえ」になる式で書いてください（例: customer.productA）。',
      'where must be an expression that is true or false, such as customer.productA.',
    ],
    ['customer.productA = true', 27, '等しいことは == で書いてください。', 'Write == to compare.'],
    ['customer.productA and years > 1', 27, 'and は && と書いてください。', 'Write && instead of and.'],
    [
      'customer.氏名 == "a"',
      17,
      '日本語の列名は customer["氏名"] のように [" "] で囲んでください。',
      'Put column labels between [" "]: customer["氏名"].',
    ],
    [
      'startWith(customer.name)',
      9,
      '関数 startWith はありません。もしかして: startsWith',
      'There is no function startWith. Did you mean startsWith?',
    ],
    [
      'customer[customer.name] == "x"',
      9,
      '[ ] の中には列名を " " で囲んで書いてください。',
      'Between [ and ] there must be a column label in quotes.',
    ],
    ['has(customer.name)', 9, 'has(…) の代わりに != null と書いてください。', 'Write != null instead of has(…).'],
    [
      'customer == null',
      9,
      'customer のどの項目かを書いてください（例: customer.id）。',
      'Say which field of customer, such as customer.id.',
    ],
    [
      'customer.productA &&',
      27,
      '式として読めません。ここから先の書き方を確かめてください（例: customer.productA && years >= 3）。',
      'This is not a condition from here on. An example: customer.productA && years >= 3',
    ],
  ])('%s is answered at column %i', (where, column, ja, en) => {
    expect(problemsOf(aCampaignFile({ where: `'${where}'` }), { model })).toEqual([
      { file: 'campaigns/test.hbs', line: 6, column, message: { ja, en } },
    ]);
  });

  it('on several lines is answered on its line', () => {
    const where = '|\n  customer.productA &&\n  customer.nmae == "x" && customer.nme == "y"';
    expect(problemsOf(aCampaignFile({ where })).map(({ line, column }) => [line, column])).toEqual([
      [8, 12],
      [8, 36],
    ]);
  });
});
