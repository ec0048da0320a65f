import { describe, expect, it } from 'vitest';
import type { Notice } from '../../lambda/domain/notices/notice.ts';
import { aSend as aRow } from '../adapters/stores/send-builders.ts';
import { aStage, aVersion } from '../support/builders.ts';
import { aSend, aSetting, customers, linkTo } from '../support/notice-setting.ts';

const ids = ['C1', 'C2', 'C3', 'C4'];
const rows = ids.map((customer) => aRow({ customer, state: 'awaiting-approval' }));
const asking = (customer: string) => aSend(customer, { state: 'awaiting-approval' });
const boss = 'boss@minamo.example.jp';

describe('asking for approval', () => {
  it.each([
    [boss, 'owner', boss, boss],
    ['SATO@example.jp', 'owner', '佐藤', 'SATO@example.jp'],
    ['owner', boss, '佐藤', 'sato@example.jp'],
    [undefined, boss, boss, boss],
    [undefined, 'owner', '佐藤', 'sato@example.jp'],
  ])('names the approver of what waits: campaign %s, stage %s → %s', async (approver, defaultApprover, shown, id) => {
    const campaign = aVersion(approver === undefined ? {} : { approver });
    const setting = aSetting({ customers, rows, campaign, stage: { ...aStage, defaultApprover } });
    await setting.post([asking('C1')]);
    expect(setting.problems()).toEqual([]);
    expect(setting.lines()[0]?.[1]).toBe(`承認：<at>${shown}</at>${shown.includes('@') ? '' : ' さん'}`);
    expect(JSON.stringify(setting.posts[0]?.payload)).toContain(`"mentioned":{"id":"${id}"`);
  });

  it('gathers what waits for one approver on one card, with the subject, the days and links that outlive the request', async () => {
    const setting = aSetting({ customers, rows, campaign: aVersion({ approver: boss }) });
    expect(await setting.post([asking('C1'), asking('C2')])).toEqual([]);
    expect(setting.posts).toHaveLength(1);
    const lines = setting.lines()[0] ?? [];
    expect(lines[0]).toBe('【承認依頼】誕生日（2件）');
    expect(lines).toContain('**山田** 様 · 担当：佐藤');
    expect(lines).toContain('「山田様、お誕生日おめでとうございます」');
    expect(lines).toContain('送信予定 2027年3月14日(日) · 期限 2027年3月17日(水)まで');
    const [row] = rows;
    if (row === undefined) throw new Error('no row');
    // A week after the end of 17 March in Tokyo.
    const untilMs = Date.parse('2027-03-25T00:00:00+09:00');
    const approval = linkTo({ purpose: 'approval', untilMs, customer: 'C1', key: row.key });
    expect(lines).toContain(`**[内容を見て決める](${approval})**`);
    const approver = await setting.tools.hasher.hash(boss);
    const list = linkTo({ purpose: 'approvals', untilMs: Date.parse('2027-04-13T00:00:00.000Z'), approver });
    expect(JSON.stringify(setting.posts[0]?.payload)).toContain(`"title":"一覧を見て決める","url":"${list}"`);
  });

  it('asks an owner where the campaign’s cards go, and each owner about their own', async () => {
    const setting = aSetting({ customers, rows, campaign: aVersion({ channel: 'owner', approver: 'owner' }) });
    await setting.post(ids.map(asking));
    expect(setting.problems()).toEqual([]);
    expect(setting.posts.map(({ address }) => address)).toEqual([
      { kind: 'owner', email: 'sato@example.jp' },
      { kind: 'owner', email: 'suzuki@example.jp' },
      { kind: 'channel', name: aStage.defaultChannel },
    ]);
    expect(setting.lines().map(([title]) => title)).toEqual([
      '【承認依頼】誕生日（2件）',
      '【承認依頼】誕生日（1件）',
      '【承認依頼】誕生日（1件）',
    ]);
    expect(setting.lines()[2]).toContain('承認する人が決まっていません');
  });

  it.each([
    ['their own webhook', 'sales', { kind: 'owner', email: 'BOSS@minamo.example.jp' }, { kind: 'owner', email: boss }],
    ['the campaign’s channel', 'sales', { kind: 'owner', email: 'other@x.jp' }, { kind: 'channel', name: 'sales' }],
    [
      'the stage’s channel, as an owner’s chat is not theirs',
      'owner',
      { kind: 'owner', email: 'sato@example.jp' },
      { kind: 'channel', name: aStage.defaultChannel },
    ],
  ] as const)('asks somebody else on %s', async (_, channel, webhook, address) => {
    const campaign = aVersion({ channel, approver: boss });
    const setting = aSetting({ customers, rows, campaign, addresses: [{ kind: 'channel', name: 'sales' }, webhook] });
    await setting.post([asking('C1')]);
    expect(setting.posts.map((post) => post.address)).toEqual([address]);
  });

  it('still asks on the campaign’s channel while the webhooks cannot be read', async () => {
    const setting = aSetting({ customers, rows, campaign: aVersion({ channel: 'sales', approver: boss }) });
    const channel = { ...setting.tools.channel, addresses: () => Promise.reject(new Error('secret')) };
    const again = aSetting({ customers, rows, campaign: aVersion({ channel: 'sales', approver: boss }), channel });
    expect(await again.post([asking('C1')])).toEqual([]);
    expect(setting.posts.map(({ address }) => address)).toEqual([{ kind: 'channel', name: 'sales' }]);
  });

  it('says that an approval has become void', async () => {
    const [row] = rows;
    const setting = aSetting({ customers, rows: row ? [{ ...row, reason: 'approval-void' }] : [] });
    await setting.post([aSend('C1', { state: 'awaiting-approval', reason: 'approval-void' })]);
    expect(setting.lines()[0]).toContain('承認のあとで内容が変わったため、もう一度お願いします');
  });

  it('does not ask for what has been decided meanwhile', async () => {
    const setting = aSetting({ customers, rows: [aRow({ customer: 'C1', state: 'sent' })] });
    expect(await setting.post([asking('C1')])).toEqual([]);
    expect(setting.posts).toEqual([]);
  });

  it('also asks for a campaign that is withdrawn, by its id', async () => {
    const gone = aRow({ customer: 'C1', campaign: 'gone', state: 'awaiting-approval' });
    const setting = aSetting({ customers, rows: [gone] });
    await setting.post([{ kind: 'send', ...gone }]);
    expect(setting.lines()[0]).toContain('gone（1件）');
  });

  it('tells the owner who turned a mail down and why', async () => {
    const said = { by: '田中', comment: '来月に', at: '2027-03-14T00:00:00.000Z', digest: 'd' } as const;
    const decisions = [
      { ...said, by: '誰か', decision: 'approved' },
      { ...said, by: '', comment: '', decision: 'void' },
      { ...said, decision: 'rejected' },
    ] as const;
    const rejected = aRow({ customer: 'C1', state: 'rejected', reason: 'approval-rejected', decisions });
    const setting = aSetting({ customers, rows: [rejected], campaign: aVersion({ notify: 'failures' }) });
    await setting.post([aSend('C1', { state: 'rejected', reason: 'approval-rejected' })]);
    expect(setting.lines()[0]).toContain('見送った人：田中「来月に」');
  });
});

describe('reminding an approver by mail', () => {
  const remind = (customer: string): Notice => {
    const { campaign, key } = aRow({ customer });
    return { kind: 'approval-reminder', campaign, customer, key };
  };

  it('is one mail for all that still waits, with a link for each', async () => {
    const [first, second, decided, last] = rows;
    if (!first || !second || !decided || !last) throw new Error('no rows');
    const some = [first, second, { ...decided, state: 'planned' as const }, last];
    const setting = aSetting({ customers, rows: some, campaign: aVersion({ approver: boss }) });
    expect(await setting.post(['C1', 'C2', 'C3'].map(remind))).toEqual([]);
    expect(setting.posts).toEqual([]);
    const [mail, ...more] = setting.mails;
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: { name: '', address: boss },
      from: { name: aStage.sender.name, address: aStage.sender.email },
      subject: '【承認依頼・再度のお願い】誕生日（2件）',
      tags: { kind: 'notice' },
    });
    expect(mail?.text).toContain('山田 様');
    expect(mail?.text).toContain('田中 様');
    expect(mail?.text).not.toContain('高橋');
    expect(mail?.text.match(/https:\/\/pages.example.jp\/approval\//g)).toHaveLength(2);
    expect(mail?.text).toContain('一覧を見て決める <https://pages.example.jp/approvals/');
  });

  it('is not sent when nothing waits any more', async () => {
    const setting = aSetting({ customers, campaign: aVersion({ approver: boss }) });
    expect(await setting.post([remind('C1')])).toEqual([]);
    expect(setting.mails).toEqual([]);
  });

  it.each(['rejected', 'unknown'] as const)('comes again when the mail is %s', async (kind) => {
    const setting = aSetting({
      ...{ customers, rows, campaign: aVersion({ approver: boss }) },
      mailAnswer: () => ({ kind, error: 'e' }),
    });
    expect(await setting.post([aSend('C4'), remind('C1')])).toEqual(['m1']);
  });

  it('is put off while no mail leaves', async () => {
    const setting = aSetting({
      ...{ customers, rows, campaign: aVersion({ approver: boss }) },
      mailAnswer: () => ({ kind: 'held', reason: 'quota', retryAfterMs: 1, error: 'e' }),
    });
    expect(await setting.post([aSend('C4'), remind('C1')])).toEqual([]);
    expect(setting.putOff).toEqual([{ notices: [remind('C1')], afterSeconds: 900 }]);
  });

  it('goes to the operators where nobody is named to approve', async () => {
    const stage = { ...aStage, operatorsEmail: 'ops@minamo.example.jp' };
    const setting = aSetting({ customers, rows, stage, campaign: aVersion({ approver: 'owner' }) });
    await setting.post([remind('C4')]);
    expect(setting.mails.map(({ to }) => to.address)).toEqual(['ops@minamo.example.jp']);
    const without = aSetting({ customers, rows, campaign: aVersion({ approver: 'owner' }) });
    expect(await without.post([remind('C4')])).toEqual([]);
    expect(without.logged.join()).toContain('reminder-without-address');
  });
});
