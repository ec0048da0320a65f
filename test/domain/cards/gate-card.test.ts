import { expect, it } from 'vitest';
import { gateCard } from '../../../lambda/domain/cards/gate-card.ts';
import { gateCauses } from '../../../lambda/domain/sending/mail-gate.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

const zone = { timeZone: 'Asia/Tokyo' };
const at = '2027-03-14T00:05:00.000Z';

it.each(gateCauses)(
  'a closed gate says what is the matter, since when, what to do and that nothing is lost: %s',
  (cause) => {
    for (const setting of [ja, en]) {
      const card = gateCard({ kind: 'gate', state: 'closed', cause, at }, { ...setting, ...zone });
      expect(cardProblems(card)).toEqual([]);
      const [title, line, since, todo, safe] = linesOf(card);
      expect(title).toMatch(/送れません|No mail leaves/);
      expect(line).not.toBe('');
      expect(since).toMatch(/3月14日\(日\) 09:05|Sun, Mar 14 09:05/);
      expect(todo).toMatch(/^(?:管理者の方へ：|For the platform team: ).{40,}/);
      expect(safe).toMatch(/失われるメールはありません|Nothing is lost/);
    }
  },
);

it('a gate that is open again says for how long it was closed, and that nothing is to be done', () => {
  const notice = {
    kind: 'gate',
    state: 'open',
    cause: 'daily-quota',
    at: '2027-03-14T23:10:00.000Z',
    since: at,
  } as const;
  expect(linesOf(gateCard(notice, { ...ja, ...zone })).slice(0, 4)).toEqual([
    'メールの送信を再開しました',
    '待っていたメールは自動で送られます。何もする必要はありません。',
    '止まっていた理由=SESの24時間の送信上限に達しました',
    '止まっていた間=3月14日(日) 09:05 〜 3月15日(月) 08:10（約23時間）',
  ]);
  const card = gateCard({ ...notice, at: '2027-03-14T00:25:00.000Z' }, { ...en, ...zone });
  expect(cardProblems(card)).toEqual([]);
  expect(linesOf(card)[3]).toBe('How long=Sun, Mar 14 09:05 – Sun, Mar 14 09:25 (about 20 min)');
});
