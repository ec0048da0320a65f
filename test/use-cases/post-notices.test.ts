import { describe, expect, it } from 'vitest';
import type { Notice } from '../../lambda/domain/notices/notice.ts';
import type { SendRef } from '../../lambda/domain/send-log/send-row.ts';
import { parseNotice } from '../../lambda/use-cases/post-notices/parse-notice.ts';
import { postNotices } from '../../lambda/use-cases/post-notices.ts';
import { aSend as aRow } from '../adapters/stores/send-builders.ts';
import { aHold, aStage, aVersion } from '../support/builders.ts';
import { aSend, aSetting, customers, linkTo } from '../support/notice-setting.ts';

function aHeldRun(changes: Partial<Extract<Notice, { kind: 'run-held' }>> = {}): Notice {
  const numbers = { mails: 12, isMore: false, limit: 10, limitFrom: 'expect' } as const;
  return { kind: 'run-held', campaign: 'birthday', date: '2027-03-14', ...numbers, ...changes };
}

const aHeldUpload = {
  kind: 'upload-held',
  ...{ key: 'imports/顧客マスタ.csv', at: '2027-03-14T00:00:00Z', rows: 1_250 },
  hold: aHold(),
} as const;

const anImportWithSuspects: Notice = {
  kind: 'imported',
  ...{ file: '契約.csv', type: 'contract', created: 1, updated: 1, unchanged: 1, rejected: 0, removed: 2, warnings: 3 },
  suspects: [
    { field: 'endDate', cause: 'default-date', value: '9999-12-31', records: 3 },
    { field: 'endDate', cause: 'future-birthday', records: 1 },
  ],
};

describe('posting notices', () => {
  it('gathers one owner’s sends into one card on the default channel', async () => {
    const setting = aSetting({ customers });
    expect(await setting.post([aSend('C1'), aSend('C2'), aSend('C3'), aSend('C4')])).toEqual([]);
    expect(setting.problems()).toEqual([]);
    expect(setting.posts.map(({ address }) => address)).toEqual(
      Array(3).fill({ kind: 'channel', name: aStage.defaultChannel }),
    );
    expect(setting.lines().map((lines) => lines.slice(1, -1))).toEqual([
      ['担当：<at>佐藤</at> さん', '誕生日', '送信しました（2件）', '**山田** 様', '**高橋** 様'],
      ['担当：<at>鈴木</at> さん', '誕生日', '送信しました（1件）', '**田中** 様'],
      ['担当者が登録されていないお客様です', '誕生日', '送信しました（1件）', '**伊藤** 様'],
    ]);
  });

  it('asks for each customer once', async () => {
    const setting = aSetting({ customers });
    await setting.post([aSend('C1'), aSend('C1', { key: 'other' }), aSend('C2')]);
    expect(setting.asked).toEqual(['customer/C1', 'customer/C2']);
  });

  it('goes to the owner, or to the default channel where there is none, when the campaign says so', async () => {
    const setting = aSetting({ customers, campaign: aVersion({ channel: 'owner' }) });
    await setting.post([aSend('C1'), aSend('C4')]);
    expect(setting.posts.map(({ address }) => address)).toEqual([
      { kind: 'owner', email: 'sato@example.jp' },
      { kind: 'channel', name: aStage.defaultChannel },
    ]);
  });

  it('goes to the channel that the campaign names', async () => {
    const setting = aSetting({ customers, campaign: aVersion({ channel: 'sales' }) });
    await setting.post([aSend('C1'), aHeldRun()]);
    expect(setting.posts.map(({ address }) => address)).toEqual(Array(2).fill({ kind: 'channel', name: 'sales' }));
  });

  it('asks nobody to approve what is sent', async () => {
    const setting = aSetting({ customers, campaign: aVersion({ approver: 'boss@minamo.example.jp' }) });
    await setting.post([aSend('C1')]);
    expect(JSON.stringify(setting.posts)).not.toContain('boss@');
  });

  it('says of a run that is held how many mails wait, until when they may leave, and where to decide', async () => {
    const setting = aSetting({ campaign: aVersion({ expect: 10 }) });
    await setting.post([aHeldRun(), aHeldRun({ campaign: 'gone', isMore: true })]);
    expect(setting.problems()).toEqual([]);
    const [held = [], gone = []] = setting.lines();
    expect(held.join()).toMatch(/誕生日：件数が多いため.*12件.*2027年3月14日.*12件.*10件.*2027年3月17日/);
    expect(gone.join()).toContain('gone：件数が多いため止めています（12件以上）');
    expect(JSON.stringify(setting.posts[0])).toContain('https://pages.example.jp/run/');
  });

  it('describes the version that went live, though the manifest at hand is an older one', async () => {
    const setting = aSetting({ campaign: aVersion({ at: '09:30' }) });
    const newer = aVersion({ at: '08:00' });
    const { tools } = setting;
    const campaigns = {
      ...tools.campaigns,
      version: async (_: string, version: string) => (version === 'v2' ? newer : undefined),
    };
    const notice: Notice = {
      kind: 'published',
      campaign: 'birthday',
      version: 'v2',
      nextRun: '2027-03-14',
      due: 1,
      lackingConsent: 0,
    };
    await postNotices({ ...tools, campaigns }, [{ id: 'm0', notice, receives: 1 }]);
    expect(JSON.stringify(setting.posts)).toContain('08:00');
  });

  it('tells with a mail that was sent who approved it', async () => {
    const decision = {
      decision: 'approved',
      by: '部長',
      comment: '',
      at: '2027-03-14T00:00:00.000Z',
      digest: 'd',
    } as const;
    const rows = [aRow({ customer: 'C1', state: 'sent', decisions: [decision] })];
    const setting = aSetting({ customers, rows });
    await setting.post([aSend('C1')]);
    expect(setting.lines().flat()).toContain('承認した人：部長');
  });

  it.each([
    ['digest', ['birthday-stop', 'run']],
    ['failures', ['birthday-stop']],
  ] as const)('tells what needs somebody also under notify: %s', async (notify, told) => {
    const setting = aSetting({ customers, campaign: aVersion({ notify }) });
    const stopped = aSend('C1', { state: 'stopped', reason: 'stop-flag' });
    const run: Notice = { kind: 'run', campaign: 'birthday', date: '2027-03-14', counts: { planned: 1 } };
    expect(await setting.post([aSend('C2'), stopped, run])).toEqual([]);
    expect(setting.posts).toHaveLength(told.length);
    expect(setting.lines().flat()).toContain('送らずに止めました：自動メール停止フラグが付いています（1件）');
  });

  it('writes a card for every kind of notice', async () => {
    const setting = aSetting();
    const message = { ja: '直してください', en: 'Correct it' };
    await setting.post([
      aHeldRun(),
      { kind: 'published', campaign: 'birthday', version: 'v1', nextRun: undefined, due: 0, lackingConsent: 0 },
      {
        kind: 'rejected-file',
        file: 'campaigns/a.hbs',
        problems: [{ file: 'campaigns/a.hbs', line: 1, column: 1, message }],
      },
      { kind: 'withdrawn', campaign: 'gone' },
      { kind: 'imported', file: 'customers.csv', created: 1, updated: 0, unchanged: 0, rejected: 0 },
      aHeldUpload,
      anImportWithSuspects,
    ]);
    expect(setting.problems()).toEqual([]);
    expect(setting.lines().map(([title]) => title)).toEqual([
      '【件数の確認】誕生日：件数が多いため止めています（12件）',
      '公開しました：誕生日',
      '公開できませんでした：campaigns/a.hbs',
      '取り下げました：gone',
      '取り込みました：customers.csv',
      '【取り込みの確認】顧客マスタ.csv：変更が多いため止めています',
      '取り込みました：契約.csv',
    ]);
  });

  it('leads from a file that waits, and from dates that look made up, to the pages that decide on them', async () => {
    const setting = aSetting();
    await setting.post([aHeldUpload, anImportWithSuspects, { ...anImportWithSuspects, suspects: [] }]);
    const { key, at } = aHeldUpload;
    const untilMs = setting.tools.clock.nowMs() + 60 * 86_400_000;
    const shown = JSON.stringify(setting.posts.map(({ payload }) => payload));
    expect([...shown.matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url)).toEqual([
      linkTo({ purpose: 'upload', untilMs: Date.parse(at) + 60 * 86_400_000, key, at }),
      linkTo({ purpose: 'suspects', untilMs, type: 'contract' }),
    ]);
  });

  it('tells five hundred notices of all sorts on valid cards of at most 20 KB, and gives back just those refused', async () => {
    const states = ['sent', 'bounced', 'complained', 'awaiting-approval', 'rejected', 'stopped', 'expired'] as const;
    const rows = Array.from({ length: 500 }, (_, n) =>
      aRow({ customer: `C${(n % 4) + 1}`, key: `birthday#${'鍵'.repeat(30)}#${n}`, state: states[n % 7] ?? 'sent' }),
    );
    const refuses = (payload: unknown) => JSON.stringify(payload).includes('(2/');
    const setting = aSetting({
      ...{ customers, rows, campaign: aVersion({ approver: 'boss@minamo.example.jp' }) },
      answer: ({ payload }) =>
        refuses(payload) ? { kind: 'refused', status: 413, retryable: false } : { kind: 'accepted' },
    });
    const left = await setting.post(
      rows.map(({ customer, key, state, reason }) => aSend(customer, { key, state, reason })),
    );
    expect(setting.problems()).toEqual([]);
    const refused = setting.posts.filter(({ payload }) => refuses(payload));
    expect(refused.length).toBeGreaterThan(1);
    const links = JSON.stringify(refused.map(({ payload }) => payload));
    const isOn = ({ customer, key }: SendRef) =>
      (['mail', 'approval'] as const).some((purpose) =>
        [30 * 86_400_000, Date.parse('2027-03-25T00:00:00+09:00') - Date.parse('2027-03-14T00:00:00Z')].some((ms) =>
          links.includes(linkTo({ purpose, untilMs: Date.parse('2027-03-14T00:00:00Z') + ms, customer, key })),
        ),
      );
    const linked = rows.map((row, n) => ({ row, id: `m${n}` })).filter(({ row }) => isOn(row));
    expect(linked.length).toBeGreaterThan(20);
    expect(left).toEqual(expect.arrayContaining(linked.map(({ id }) => id)));
    const isLinked = (state: string) => ['sent', 'bounced', 'complained', 'awaiting-approval'].includes(state);
    const others = rows.flatMap((row, n) => (isLinked(row.state) && !isOn(row) ? [`m${n}`] : []));
    expect(others.filter((id) => left.includes(id))).toEqual([]);
  });

  it('tells of customers and campaigns that are gone by their ids', async () => {
    const setting = aSetting();
    await setting.post([aSend('C9', { campaign: 'gone' })]);
    expect(setting.lines()[0]).toEqual(expect.arrayContaining(['gone', '**C9**']));
  });

  it('gives back the notices of a refused card, only those, and leaves its place in peace', async () => {
    const setting = aSetting({
      customers,
      campaign: aVersion({ channel: 'owner' }),
      answer: ({ address }) =>
        address.kind === 'owner' && address.email === 'sato@example.jp'
          ? { kind: 'refused', status: 429, retryable: true }
          : { kind: 'accepted' },
    });
    const many = Array.from({ length: 300 }, (_, n) => aSend('C1', { key: String(n) }));
    const left = await setting.post([aSend('C2'), ...many]);
    expect([...left].sort()).toEqual(many.map((_, n) => `m${n + 1}`).sort());
    expect(setting.posts).toHaveLength(2);
  });

  it('gives back what will never be accepted too, with an error in the log, so that it is not lost', async () => {
    const setting = aSetting({ customers, answer: () => ({ kind: 'refused', status: 404, retryable: false }) });
    expect(await setting.post([aSend('C1')])).toEqual(['m0']);
    expect(setting.logged).toEqual(['{"event":"card-refused","status":404,"retryable":false,"notices":1}']);
  });

  it('gives back only the notices of the card whose posting threw', async () => {
    const setting = aSetting({
      customers,
      campaign: aVersion({ channel: 'owner' }),
      answer: ({ address }) => {
        if (address.kind === 'owner') return { kind: 'accepted' };
        throw new Error('https://secret.example/?sig=1');
      },
    });
    expect(await setting.post([aSend('C4'), aSend('C1')])).toEqual(['m0']);
    expect(setting.posts).toHaveLength(2);
    expect(setting.logged.join()).not.toContain('secret');
  });

  it('leaves for another time what there is no time for', async () => {
    let posts = 0;
    const setting = aSetting({ customers, hasTime: () => posts++ === 0, campaign: aVersion({ channel: 'owner' }) });
    expect(await setting.post([aSend('C1'), aSend('C2')])).toEqual(['m1']);
  });
});

describe('reading a notice from its queue', () => {
  it.each<Notice>([
    aSend('C1', { state: 'skipped', reason: 'missing-value:name' }),
    aSend('C1', { state: 'awaiting-approval', reason: 'approval-void' }),
    { kind: 'approval-reminder', campaign: 'a', customer: 'C1', key: 'k' },
    {
      kind: 'digest',
      date: '2027-03-14',
      entries: [],
      more: [{ campaign: 'a', dueOn: '2027-03-15', decision: 'send', count: 3 }],
    },
    {
      ...{ kind: 'digest', date: '2027-03-14', more: [] },
      entries: [
        {
          ...{ campaign: 'a', customer: 'C1', record: 'contract/K1', path: { contract: 'K1' }, nominal: '2027-06-14' },
          ...{ dueOn: '2027-03-14', offset: 'P3M', decision: 'skip', reason: 'missing-value:name' },
        },
      ],
    },
    { kind: 'heartbeat', scheduledTime: '2027-03-15T00:00:00Z' },
    { kind: 'heartbeat-missed', ids: ['a', 'b'] },
    { kind: 'run', campaign: 'a', date: '2027-03-14', counts: { planned: 1 } },
    { kind: 'published', campaign: 'a', version: 'v', nextRun: undefined, due: 0, lackingConsent: 0 },
    { kind: 'published', campaign: 'a', version: 'v', nextRun: '2027-03-14', due: 1, lackingConsent: 1 },
    { kind: 'rejected-file', file: 'f', problems: [{ file: 'f', line: 1, column: 1, message: { ja: 'a', en: 'b' } }] },
    { kind: 'withdrawn', campaign: 'a' },
    { kind: 'imported', file: 'f', created: 1, updated: 1, unchanged: 1, rejected: 1, errorFile: 'e' },
    { kind: 'imported', file: 'f', created: 1, updated: 1, unchanged: 1, rejected: 0 },
    aHeldUpload,
    { kind: 'upload-held', key: 'imports/a.csv', at: '2027-03-14T00:00:00Z', rows: 1 },
    {
      ...{ ...aHeldUpload, newerAt: '2027-03-15T00:00:00Z' },
      hold: { ...aHeldUpload.hold, lookedUp: 9, renumbered: 8, isPartStored: true, why: ['other-ids', 'newer-stored'] },
    },
    anImportWithSuspects,
  ])('gives back what was sent: $kind', (notice) => {
    expect(parseNotice(JSON.parse(JSON.stringify(notice)))).toEqual(notice);
  });

  it.each([{}, { kind: 'nope' }, { ...aSend('C1'), state: 'nope' }, { ...aSend('C1'), reason: 'nope' }, null, 'x'])(
    'refuses %j',
    (body) => {
      expect(() => parseNotice(body)).toThrow();
    },
  );
});
