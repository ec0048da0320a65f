import { describe, expect, it } from 'vitest';
import type { CardPayload } from '../../../lambda/domain/cards/adaptive-card.ts';
import { runMissedCard } from '../../../lambda/domain/cards/run-missed-card.ts';
import { runUnfinishedCard } from '../../../lambda/domain/cards/run-unfinished-card.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

function read(payload: CardPayload): readonly string[] {
  expect(cardProblems(payload)).toEqual([]);
  return linesOf(payload);
}

describe('a card about a missed run', () => {
  const notice = {
    kind: 'run-missed',
    campaign: 'birthday',
    date: '2027-03-14',
    scheduledTime: '2027-03-14T00:00:00.000Z',
  } as const;

  it('says which run, in the campaign’s own time, and what becomes of its mails', () => {
    expect(read(runMissedCard(notice, { name: 'お誕生日', timeZone: 'Asia/Tokyo' }, ja))).toEqual([
      'お誕生日：予定の時刻に始まりませんでした',
      '2027年3月14日(日) 09:00 の分',
      '自動で開始しています。メールは予定より遅れて届きます。同じメールが2通届くことはありません。',
      '有効期間（validFor）のうちに出せなかったものは送らず、期限切れとしてお知らせします。',
      '原因は管理者が調べます。ご対応は不要です。',
      'Fushime · prod',
    ]);
    expect(read(runMissedCard(notice, { name: 'Birthday', timeZone: 'Asia/Kolkata' }, en)).slice(0, 2)).toEqual([
      'Birthday: did not start on time',
      'Sun, Mar 14, 2027, 05:30',
    ]);
  });
});

describe('a card about an unfinished run', () => {
  const notice = {
    kind: 'run-unfinished',
    campaign: 'birthday',
    date: '2027-03-14',
    counts: { planned: 30, 'waiting:quota': 1_204, sending: 0 },
  } as const;

  it('counts what is left, says what it waits for and until when it may leave', () => {
    expect(read(runUnfinishedCard(notice, { name: 'お誕生日', lastDay: '2027-03-17' }, ja))).toEqual([
      'お誕生日：まだ送り終わっていません（残り 1,234件）',
      '2027年3月14日(日)の実行',
      '1,204件',
      '順番を待っています：送信数の上限に達しました',
      '30件',
      '送信予定',
      '残りは送れるようになりしだい自動で送ります。有効期間（validFor）の終わる2027年3月17日(水)を過ぎたものは送らず、期限切れとしてお知らせします。',
      '原因は管理者が調べます。終わるまで、1日に1回お知らせします。',
      'Fushime · prod',
    ]);
    expect(read(runUnfinishedCard(notice, { name: 'Birthday' }, en))[0]).toBe('Birthday: not finished yet, 1,234 left');
  });
});
