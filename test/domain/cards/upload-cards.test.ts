import { describe, expect, it } from 'vitest';
import type { CardPayload } from '../../../lambda/domain/cards/adaptive-card.ts';
import { importedCard } from '../../../lambda/domain/cards/imported-card.ts';
import { uploadHeldCard } from '../../../lambda/domain/cards/upload-held-card.ts';
import { aHold } from '../../support/builders.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import * as setting from './card-setting.ts';

const ja = { ...setting.ja, timeZone: 'Asia/Tokyo' };
const en = { ...setting.en, timeZone: 'Asia/Tokyo' };

const url = 'https://pages.example.jp/d/x';

function read(payload: CardPayload): readonly string[] {
  expect(cardProblems(payload)).toEqual([]);
  return linesOf(payload);
}

const styleOf = (payload: CardPayload) => payload.attachments[0].content.body[0];
const actionsOf = (payload: CardPayload) => payload.attachments[0].content.actions;

describe('a card about dates of an import that look made up', () => {
  const notice = {
    kind: 'imported',
    ...{ file: 'customers.csv', type: 'customer', created: 3, updated: 2, unchanged: 195 },
    ...{ rejected: 0, removed: 12, warnings: 122, errorFile: 'import-errors/customers.csv' },
    suspects: [
      { field: 'birthday', cause: 'default-date', value: '1900-01-01', records: 1_120 },
      { field: 'birthday', cause: 'future-birthday', records: 2 },
    ],
  } as const;

  it('counts what became of the rows and tells the dates by group, what to do, and where', () => {
    const payload = importedCard(notice, ja, url);
    expect(read(payload)).toEqual([
      ...['取り込みました：customers.csv', '確認してほしい日付があります'],
      ...['新規=3件', '更新=2件', '変更なし=195件', '削除=12件', '注意のある行=122件'],
      '一覧=import-errors/customers.csv',
      '**要確認の日付**',
      '**顧客の「誕生日」 1900-01-01**（1,120件）：日付が空のときにシステムが入れる値のようです',
      '**顧客の「誕生日」 未来の日付**（2件）：未来の誕生日です',
      expect.stringContaining('確認が済むまでメールを送りません'),
      'Fushime · prod',
    ]);
    expect(styleOf(payload)).toMatchObject({ style: 'warning' });
    expect(actionsOf(payload)).toEqual([{ type: 'Action.OpenUrl', title: '要確認の日付を見る', url }]);
  });

  it('says the same in English', () => {
    expect(read(importedCard(notice, en, url))).toEqual(
      expect.arrayContaining([
        ...['Removed=12', 'Rows to look at=122'],
        '**“birthday” 1900-01-01** (1,120): what systems write where there is no date',
        '**“birthday” in the future** (2): birthdays in the future',
      ]),
    );
  });

  it('stays small however many groups and however long the names are', () => {
    const suspects = Array.from({ length: 500 }, (_, n) => ({
      ...{ field: 'あ'.repeat(300), cause: 'same-birthday' as const, value: `19${n}-01-01`, records: n },
    }));
    const lines = read(importedCard({ ...notice, file: 'い'.repeat(900), suspects }, ja, url));
    expect(lines).toContain('ほか492種類');
  });

  it('has no button where nothing is to be looked at, and points at rows that are', () => {
    const payload = importedCard({ ...notice, suspects: [] }, ja, url);
    expect(actionsOf(payload)).toEqual([]);
    expect(read(payload)).toContain('取り込みましたが、確認してほしい行があります');
  });
});

describe('a card about a file that waits', () => {
  const hold = aHold();
  const notice = {
    kind: 'upload-held',
    ...{ key: 'imports/2027/顧客_マスタ.xlsx', at: '2027-03-14T00:00:00.000Z', rows: 1_250, hold },
  } as const;

  it('says in plain words what the file would change, and where to decide', () => {
    const payload = uploadHeldCard(notice, url, ja);
    expect(read(payload)).toEqual([
      '【取り込みの確認】顧客\\_マスタ.xlsx：変更が多いため止めています',
      '1件も取り込まずに、確認を待っています。',
      'アップロード=2027年3月14日(日) 09:00',
      '行数=1,250件',
      'この名簿の既存のお客様1,200名のうち310名（25.8%）の氏名・会社名・メールアドレスのどれかが変わります。行がずれていないか確認してください。',
      expect.stringContaining('登録済みのデータは変わりません'),
      'Fushime · prod',
    ]);
    expect(styleOf(payload)).toMatchObject({ style: 'attention' });
    expect(actionsOf(payload)).toEqual([{ type: 'Action.OpenUrl', title: '確認する', url }]);
  });

  it('tells both reasons where there are two, in either language', () => {
    const both = { ...notice, hold: { ...hold, why: ['names-change', 'many-removed'] } } as const;
    expect(read(uploadHeldCard(both, url, en))).toEqual(
      expect.arrayContaining([
        expect.stringContaining('310 of 1,200 known customers (25.8%) would get another name, company or address.'),
        expect.stringContaining('100 of 1,300 stored records (7.7%) are not in this file and would be removed.'),
      ]),
    );
    expect(read(uploadHeldCard(both, url, ja))).toHaveLength(8);
  });

  it('says that ids may have changed, and what would come of it', () => {
    const renumbered = { ...notice, hold: { ...hold, lookedUp: 100, renumbered: 97, why: ['other-ids'] } } as const;
    const words = /新しいお客様100名.*97名は.*別のIDで登録済み.*00123が123.*同じ方に二通/;
    expect(read(uploadHeldCard(renumbered, url, ja))).toContainEqual(expect.stringMatching(words));
    expect(read(uploadHeldCard(renumbered, url, en))).toContainEqual(
      expect.stringMatching(/^97 of 100 new ids .*another id.*00123 to 123.*mailed twice\.$/),
    );
  });

  it('says of a file that only came late why it waits, and that a part of it is stored', () => {
    const late = {
      ...notice,
      hold: { ...hold, why: ['newer-stored'], isPartStored: true },
      newerAt: '2027-03-16T00:00:00.000Z',
    } as const;
    const lines = read(uploadHeldCard(late, url, ja));
    expect(lines).toEqual(
      expect.arrayContaining([
        '【取り込みの確認】顧客\\_マスタ.xlsx：新しいファイルが先に入ったため止めています',
        '一部を取り込んだところで止まり、残りは確認を待っています。',
        '順番が遅れている間に、これより新しいファイルを先に取り込みました。',
        expect.stringContaining('2027年3月16日(火) 09:00'),
      ]),
    );
    expect(lines.join()).not.toContain('変更が多い');
    expect(read(uploadHeldCard(late, url, en))).toContain(
      'It broke off when a part of it was stored; the rest waits for a decision.',
    );
  });

  it('warns where a newer file of its kind is stored already, and says when that came', () => {
    const late = { ...notice, newerAt: '2027-03-16T00:00:00.000Z' };
    expect(read(uploadHeldCard(late, url, ja))).toContainEqual(
      expect.stringMatching(/^注意：これより新しい.*2027年3月16日\(火\) 09:00.*古い内容に戻る/),
    );
    expect(read(uploadHeldCard(late, url, en))).toContainEqual(
      expect.stringMatching(/^Note: a newer file of this kind, uploaded .*16.*older values back over newer/),
    );
  });
});
