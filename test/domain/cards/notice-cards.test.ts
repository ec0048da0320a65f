import { describe, expect, it } from 'vitest';
import { type CardPayload, sizeBytes } from '../../../lambda/domain/cards/adaptive-card.ts';
import { importedCard } from '../../../lambda/domain/cards/imported-card.ts';
import { isTold } from '../../../lambda/domain/cards/is-told.ts';
import { publishedCard } from '../../../lambda/domain/cards/published-card.ts';
import { rejectedFileCard } from '../../../lambda/domain/cards/rejected-file-card.ts';
import { runCard } from '../../../lambda/domain/cards/run-card.ts';
import { withdrawnCard } from '../../../lambda/domain/cards/withdrawn-card.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

function read(payload: CardPayload): readonly string[] {
  expect(cardProblems(payload)).toEqual([]);
  return linesOf(payload);
}

const styleOf = (payload: CardPayload) => payload.attachments[0].content.body[0];

describe('a card about a run', () => {
  const run = {
    kind: 'run',
    campaign: 'birthday',
    date: '2027-03-14',
    counts: { 'stopped:stop-flag': 1, planned: 12, 'skipped:missing-value:name': 2, 'skipped:no-consent': 3 },
  } as const;

  it('counts what was decided and says why, most first', () => {
    expect(read(runCard(run, { name: 'お誕生日' }, ja))).toEqual([
      'お誕生日：対象 18件',
      '2027年3月14日(日)',
      '12件',
      '送信予定',
      '3件',
      '送りませんでした：配信への同意がありません',
      '2件',
      '送りませんでした：顧客の「氏名」が空です',
      '1件',
      '送らずに止めました：自動メール停止フラグが付いています',
      'Fushime · prod',
    ]);
    expect(read(runCard(run, { name: 'Birthday' }, en))[0]).toBe('Birthday: 18 due');
  });

  it('is coloured by the worst of it', () => {
    expect(styleOf(runCard(run, { name: 'x' }, ja))).toMatchObject({ style: 'attention' });
    expect(
      styleOf(runCard({ ...run, counts: { planned: 1, 'stopped:stop-flag': 1 } }, { name: 'x' }, ja)),
    ).toMatchObject({
      style: 'warning',
    });
    expect(
      styleOf(runCard({ ...run, counts: { planned: 1, 'skipped:no-consent': 9 } }, { name: 'x' }, ja)),
    ).toMatchObject({
      style: 'good',
    });
  });

  it('shows a count that it does not know as it is', () => {
    expect(read(runCard({ ...run, counts: { 'new-state': 4 } }, { name: 'x' }, ja))).toContain('new-state');
    expect(read(runCard({ ...run, counts: {} }, { name: 'x' }, ja))).toContain('対象のお客様はいませんでした。');
  });
});

describe('a card about a published campaign', () => {
  const notice = {
    kind: 'published',
    campaign: 'birthday',
    version: '0123456789abcdef',
    nextRun: '2027-03-14',
    due: 1200,
    lackingConsent: 7,
  } as const;
  const campaign = { name: 'お誕生日', at: '09:00', timeZone: 'Asia/Tokyo', enabled: true };

  it('says when it runs next, for how many, and how many lack consent', () => {
    expect(read(publishedCard(notice, campaign, ja))).toEqual([
      '公開しました：お誕生日',
      '次の実行=2027年3月14日(日) 09:00 (Asia/Tokyo)',
      '対象=1,200件',
      '同意なし=7件',
      'ファイル=campaigns/birthday.hbs',
      '版=0123456789ab',
      '配信への同意がないお客様には送りません。',
      'Fushime · prod',
    ]);
  });

  it('says when nobody is due soon, and when the campaign is switched off', () => {
    const lines = read(
      publishedCard({ ...notice, nextRun: undefined, due: 0, lackingConsent: 0 }, { ...campaign, enabled: false }, en),
    );
    expect(lines).toContain('Next run=Nobody is due in the near future');
    expect(lines).toContain('`enabled: false`: it does not run yet');
    expect(lines.join()).not.toContain('consent');
  });
});

describe('a card about a file that could not be published', () => {
  const problem = (line: number, ja = `「subject」を" "で囲んでください`) => ({
    file: 'campaigns/birthday.hbs',
    line,
    column: 9,
    message: { ja, en: 'Put the subject in quotes' },
  });
  const notice = (problems: readonly ReturnType<typeof problem>[]) =>
    ({ kind: 'rejected-file', file: 'campaigns/birthday.hbs', problems }) as const;

  it('lists every problem with its place and says that the live version stays', () => {
    const lines = read(rejectedFileCard(notice([problem(3), problem(12)]), ja));
    expect(lines[0]).toBe('公開できませんでした：campaigns/birthday.hbs');
    expect(lines[1]).toContain('2件の誤りがあります。いま公開中の版はそのまま動きます。');
    expect(lines.slice(2, -1)).toEqual([
      '**3行目 9文字目**  「subject」を" "で囲んでください',
      '**12行目 9文字目**  「subject」を" "で囲んでください',
    ]);
    expect(read(rejectedFileCard(notice([problem(3)]), en))).toContain(
      '**line 3, column 9**  Put the subject in quotes',
    );
  });

  it('names the partial when the problem stands in one', () => {
    const inPartial = { ...problem(1), file: 'partials/footer.hbs' };
    expect(read(rejectedFileCard(notice([inPartial]), ja)).join()).toContain('partials/footer.hbs 1行目');
  });

  it('shows as many as fit in 20 KB and how many more there are', () => {
    const problems = Array.from({ length: 500 }, (_, n) => problem(n + 1, '長い説明'.repeat(20)));
    const payload = rejectedFileCard(notice(problems), ja);
    const lines = read(payload);
    const shown = lines.filter((line) => line.includes('行目')).length;
    expect(shown).toBeGreaterThan(30);
    expect(lines).toContain(`あと ${500 - shown}件`);
    expect(sizeBytes(payload)).toBeGreaterThan(19_000);
  });
});

describe('a card about a withdrawn campaign', () => {
  it('says that nothing is sent any more', () => {
    expect(read(withdrawnCard('birthday', ja))[0]).toBe('取り下げました：birthday');
    expect(read(withdrawnCard('birthday', en))[0]).toBe('Withdrawn: birthday');
  });
});

describe('a card about an import', () => {
  const notice = {
    kind: 'imported',
    file: 'customers.csv',
    created: 3,
    updated: 2,
    unchanged: 195,
    rejected: 0,
  } as const;

  it('counts the rows', () => {
    expect(read(importedCard(notice, ja))).toEqual([
      '取り込みました：customers.csv',
      '新規=3件',
      '更新=2件',
      '変更なし=195件',
      'Fushime · prod',
    ]);
  });

  it('says where the rejected rows are listed', () => {
    const payload = importedCard({ ...notice, rejected: 4, errorFile: 'import-errors/customers.csv' }, ja);
    expect(read(payload)).toEqual(
      expect.arrayContaining(['取り込めなかった行=4件', '一覧=import-errors/customers.csv']),
    );
    expect(styleOf(payload)).toMatchObject({ style: 'warning' });
    expect(read(importedCard({ ...notice, rejected: 4, errorFile: 'e.csv' }, en))).toContain('Rejected rows=4');
  });
});

describe('whether a notice is told', () => {
  const send = (state: 'sent' | 'failed' | 'stopped' | 'awaiting-approval') =>
    ({ kind: 'send', campaign: 'c', customer: 'C1', key: 'k', state, reason: '' }) as const;
  const run = (counts: Record<string, number>) => ({ kind: 'run', campaign: 'c', date: '2027-03-14', counts }) as const;

  it('depends on the campaign only for what needs nobody', () => {
    const notices = [
      send('sent'),
      send('failed'),
      send('stopped'),
      send('awaiting-approval'),
      run({ planned: 1 }),
      run({ 'stopped:stop-flag': 1 }),
    ];
    const told = (notify: 'each' | 'digest' | 'failures') => notices.map((notice) => isTold(notice, notify));
    expect(told('each')).toEqual([true, true, true, true, false, false]);
    expect(told('digest')).toEqual([false, true, true, true, true, true]);
    expect(told('failures')).toEqual([false, true, true, true, false, true]);
    expect(isTold({ kind: 'withdrawn', campaign: 'c' }, 'failures')).toBe(true);
    const held = { kind: 'run-held', campaign: 'c', date: '2027-03-14', mails: 9, isMore: false, limit: 1 } as const;
    for (const notify of ['each', 'digest', 'failures'] as const)
      expect(isTold({ ...held, limitFrom: 'expect' }, notify)).toBe(true);
  });
});
