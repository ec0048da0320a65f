import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApprovalAsk, type ApprovalFacts, approvalCards } from '../../../lambda/domain/cards/approval-cards.ts';
import { cardProblems, linesOf } from './card-problems.ts';
import { en, ja } from './card-setting.ts';

const ask: ApprovalAsk = {
  approver: { name: '', email: 'boss@example.jp' },
  listUrl: 'https://pages.example.jp/l/all',
};

function aRequest(changes: Partial<ApprovalFacts> = {}): ApprovalFacts {
  return {
    ...{ id: 'm1', campaign: 'birthday', campaignName: 'お誕生日クーポン', ownerName: '佐藤 花子' },
    ...{ customer: 'C1', customerName: '山田 太郎', company: '株式会社山田', crmUrl: 'https://crm.example.jp/c/1' },
    ...{ dueOn: '2027-03-14', lastDay: '2027-03-17', isAgain: false, url: 'https://pages.example.jp/a/1' },
    ...changes,
  };
}

function onlyCard(requests: readonly ApprovalFacts[], changes: Partial<ApprovalAsk> = {}, setting = ja) {
  const [card, ...more] = approvalCards(requests, { ...ask, ...changes }, setting);
  if (!card || more.length > 0) throw new Error(`${more.length + 1} cards`);
  expect(cardProblems(card.payload)).toEqual([]);
  return { ids: card.ids, lines: linesOf(card.payload), content: card.payload.attachments[0].content };
}

describe('a card that asks for approval', () => {
  it('mentions the approver and says whom it is about, when it leaves and until when it may', () => {
    const { lines, content, ids } = onlyCard([aRequest({ subject: '*お誕生日*' })]);
    expect(lines).toEqual([
      '【承認依頼】お誕生日クーポン（1件）',
      '承認：<at>boss@example.jp</at>',
      '内容を見て、承認するか見送るかを決めてください。決まるまで送りません。',
      'お誕生日クーポン（1件）',
      '**[山田 太郎](https://crm.example.jp/c/1)** 様 · 株式会社山田 · 担当：佐藤 花子',
      '「\\*お誕生日\\*」',
      '送信予定 2027年3月14日(日) · 期限 2027年3月17日(水)まで',
      'Fushime · prod',
    ]);
    expect(content.actions).toEqual([
      { type: 'Action.OpenUrl', title: '内容を見て決める', url: 'https://pages.example.jp/a/1' },
    ]);
    expect(content.msteams.entities.map(({ mentioned }) => mentioned.id)).toEqual(['boss@example.jp']);
    expect(ids).toEqual(['m1']);
  });

  it('has a link for each of several and a button to the list of all', () => {
    const { lines, content } = onlyCard([aRequest(), aRequest({ id: 'm2', url: 'https://pages.example.jp/a/2' })]);
    expect(lines[0]).toBe('【承認依頼】お誕生日クーポン（2件）');
    const mixed = onlyCard([aRequest(), aRequest({ id: 'm2', campaign: 'renewal', campaignName: '契約更新' })]);
    expect(mixed.lines[0]).toBe('【承認依頼】2件');
    expect(lines).toContain('**[内容を見て決める](https://pages.example.jp/a/1)**');
    expect(lines).toContain('**[内容を見て決める](https://pages.example.jp/a/2)**');
    expect(content.actions).toEqual([{ type: 'Action.OpenUrl', title: '一覧を見て決める', url: ask.listUrl }]);
  });

  it('says first what is asked for again because the mail has changed', () => {
    const { lines, ids } = onlyCard([aRequest(), aRequest({ id: 'm2', isAgain: true })]);
    expect(lines).toContain('承認のあとで内容が変わったため、もう一度お願いします');
    expect(ids).toEqual(['m2', 'm1']);
    expect(onlyCard([aRequest()]).lines.join()).not.toContain('もう一度');
  });

  it('reminds in other words, and in English where the stage is', () => {
    expect(onlyCard([aRequest()], { isReminder: true }).lines[0]).toBe(
      '【承認依頼・再度のお願い】お誕生日クーポン（1件）',
    );
    const { lines } = onlyCard([aRequest({ isAgain: true })], {}, en);
    expect(lines.slice(0, 2)).toEqual([
      'Approval requested: お誕生日クーポン (1)',
      'To approve: <at>boss@example.jp</at>',
    ]);
    expect(lines).toContain('Please decide again: the mail has changed since it was approved');
    expect(lines).toContain('Due Sun, Mar 14, 2027 · until Wed, Mar 17, 2027');
  });

  it('says so when nobody is named to approve, and leaves out what is not known', () => {
    const { lines } = onlyCard([aRequest({ ownerName: '', lastDay: undefined, dueOn: undefined })], {
      approver: { name: '', email: '' },
    });
    expect(lines).toContain('承認する人が決まっていません');
    expect(lines).toContain('**[山田 太郎](https://crm.example.jp/c/1)** 様 · 株式会社山田');
  });

  it('spreads hundreds of requests with hostile names over cards of at most 20 KB, and loses none', () => {
    const words = fc.string({ unit: fc.constantFrom(...'山田太郎𠮷*_[]<>\n"\\'), maxLength: 300 });
    const request = fc.record({
      campaign: fc.constantFrom('a', 'b', 'c'),
      ...{ campaignName: words, customerName: words, company: words, ownerName: words, isAgain: fc.boolean() },
    });
    fc.assert(
      fc.property(fc.array(request, { minLength: 1, maxLength: 500, size: 'max' }), words, (drawn, name) => {
        const requests = drawn.map((changes, n) =>
          aRequest({ ...changes, id: String(n), url: `https://pages.example.jp/a/${'x'.repeat(250)}` }),
        );
        const cards = approvalCards(requests, { ...ask, approver: { name, email: 'boss@example.jp' } }, ja);
        expect(cards.flatMap(({ payload }) => cardProblems(payload))).toEqual([]);
        expect(cards.flatMap(({ ids }) => ids).sort()).toEqual(requests.map(({ id }) => id).sort());
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
