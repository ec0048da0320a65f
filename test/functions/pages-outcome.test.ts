import { describe, expect, it } from 'vitest';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { createPagesApp } from '../../lambda/functions/pages/pages-app.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorldWithPages, pathOf } from './pages-setting.ts';
import { sessionCookie } from './session-cookie.ts';

const untilMs = Date.parse('2027-04-14T00:00:00Z');

/** A world in which SES never said what became of a birthday gift to D1. */
async function aWorldToSettle(stage: Partial<StageConfig> = {}) {
  const world = await aWorldWithPages(stage);
  for (const id of ['C1', 'C2', 'C3', 'C4']) await world.keep(aCustomer(id, { birthday: undefined }));
  await world.goLive(aVersion({ id: 'gift', name: '<i>贈り物</i>のご案内' }));
  const name = '<script>alert("花子")</script>';
  await world.keep(aCustomer('D1', { name, company: '青葉商事', email: 'd1@example.jp', birthday: '1990-03-14' }));
  world.answerWith(() => ({ kind: 'unknown', error: '' }));
  await world.run('gift', '2027-03-14');
  await world.sendAll();
  world.answerWith(() => ({ kind: 'accepted', messageId: 'm2' }));
  const app = createPagesApp(world.tools);
  const row = () => {
    const found = world.rows().find(({ customer }) => customer === 'D1');
    if (found === undefined) throw new Error('There must be a row');
    return found;
  };
  const path = pathOf({ purpose: 'outcome', untilMs, customer: 'D1', key: row().key });
  return {
    ...{ world, app, path, row },
    read: async () => (await app.request(path)).text(),
    async post(fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) {
      const body = new URLSearchParams({ attempt: '1', name: '佐藤', comment: '', ...fields });
      const answer = await app.request(path, { method: 'POST', headers, body });
      return { status: answer.status, page: await answer.text() };
    },
  };
}

const heading = (page: string) => /<h1>([^<]*)<\/h1>/.exec(page)?.[1];

describe('the page of a mail of unknown outcome', () => {
  it('asks, shows the mail, and changes nothing by being opened', async () => {
    const { world, read, app, path } = await aWorldToSettle();
    const before = JSON.stringify([world.rows(), world.notices, world.planned]);
    const page = await read();
    expect(heading(page)).toBe('このメールは届いていますか');
    for (const shown of [
      '&lt;i&gt;贈り物&lt;/i&gt;のご案内',
      '青葉商事',
      '&lt;script&gt;alert(&quot;花子&quot;)&lt;/script&gt;',
      '&lt;d1@example.jp&gt;',
      '2027年3月14日(日) 09:00',
      'メールサービスから返事がなく',
    ])
      expect(page).toContain(shown);
    expect(page).not.toContain('<script');
    expect([...page.matchAll(/name="decision" value="([^"]*)"/g)].map(([, value]) => value)).toEqual([
      ...['went-out', 'again', 'dropped'],
    ]);
    await app.request(path, { method: 'HEAD' });
    expect(JSON.stringify([world.rows(), world.notices, world.planned])).toBe(before);
  });

  it('explains a restored log', async () => {
    const { world, read, row } = await aWorldToSettle();
    const { at } = row();
    await world.tools.sendLog.move(row(), ['uncertain'], { state: 'uncertain', reason: 'log-restored', at });
    expect(await read()).toContain('送信ログを復元したため');
  });

  it.each([
    ['went-out', '送信済みにしました', 'sent went-out-by-person'],
    ['again', 'もう一度送ることにしました', 'waiting again-by-person'],
    ['dropped', '送らないことにしました', 'cancelled dropped-by-person'],
  ])(
    'takes the answer %s, as often as it is sent, and later readers see whose it was',
    async (decision, said, state) => {
      const { post, read, row } = await aWorldToSettle();
      for (let time = 0; time < 2; time += 1) {
        const { status, page } = await post({ decision, comment: '電話で\r\n確認 <b>' });
        expect([status, heading(page)]).toEqual([200, said]);
      }
      expect(`${row().state} ${row().reason}`).toBe(state);
      expect(row().decisions).toMatchObject([{ decision, by: '佐藤', comment: '電話で\n確認 <b>', attempt: 1 }]);
      const late = await post({ decision: 'dropped', name: '鈴木' });
      expect([late.status, heading(late.page)]).toEqual([200, said]);
      const page = await read();
      expect(page).toContain('佐藤 さんが 2027年3月14日(日) 09:00 に決めました');
      expect(page).toContain('確認 &lt;b&gt;');
      expect(page).not.toContain('<form');
      expect(row().decisions).toHaveLength(1);
    },
  );

  it('wants a name', async () => {
    const { post, row } = await aWorldToSettle();
    const { status, page } = await post({ decision: 'again', name: ' ', comment: '届いていない' });
    expect(status).toBe(422);
    // A browser's own complaint would be in the browser's language, and come first.
    expect(page).toMatch(/<form [^>]*novalidate>/);
    expect(page).toContain('<title>エラー：');
    expect(page).toContain('お名前を入力してください');
    expect(page).toContain('届いていない</textarea>');
    expect(row().state).toBe('uncertain');
  });

  it('does not offer to send what would not leave', async () => {
    const { world, post, read, row } = await aWorldToSettle();
    await world.keep(aCustomer('D1', { name: '花子', birthday: '1990-03-14', stopped: true }));
    const page = await read();
    expect(page).toContain('もう一度送ることはできません。送らずに止めました：自動メール停止フラグが付いています');
    expect(page).not.toContain('value="again"');
    expect((await post({ decision: 'again' })).page).toContain('もう一度送ることはできません');
    expect(row().state).toBe('uncertain');
  });

  it('left open while it was sent again asks again, about the attempt of now', async () => {
    const { world, post, row } = await aWorldToSettle();
    await post({ decision: 'again' });
    world.answerWith(() => ({ kind: 'unknown', error: '' }));
    await world.planAll();
    await world.sendAll();
    const { status, page } = await post({ decision: 'went-out', name: '鈴木' });
    expect([status, row().state, row().decisions?.length]).toEqual([200, 'uncertain', 1]);
    expect(page).toContain('もう一度送りましたが、また結果が分かりません');
    expect(page).toContain('name="attempt" value="2"');
    expect((await post({ decision: 'went-out', name: '鈴木', attempt: '2' })).page).toContain('送信済みにしました');
  });

  it('says so when an event has answered meanwhile', async () => {
    const { world, post, read, row } = await aWorldToSettle();
    const { at } = row();
    await world.tools.sendLog.move(row(), ['uncertain'], { state: 'delivered', reason: '', at });
    for (const page of [await read(), (await post({ decision: 'again' })).page]) {
      expect(heading(page)).toBe('結果が分かりました');
      expect(page).toContain('届きました');
    }
    expect(world.planned).toEqual([]);
  });

  it('knows three buttons, no foreign forms, no other links and no forgotten sends', async () => {
    const { post, app, path, row } = await aWorldToSettle();
    expect((await post({ decision: 'approved' })).status).toBe(400);
    expect((await post({ decision: 'again', attempt: '-1' })).status).toBe(400);
    expect((await post({ decision: 'again' }, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await app.request(path.replace('/o/', '/a/'))).status).toBe(404);
    const gone = pathOf({ purpose: 'outcome', untilMs, customer: 'D1', key: 'gift#x' });
    expect((await app.request(gone)).status).toBe(404);
    const over = pathOf({ purpose: 'outcome', untilMs: 0, customer: 'D1', key: row().key });
    expect((await app.request(over)).status).toBe(410);
    expect(row()).toMatchObject({ state: 'uncertain' });
    expect(row().decisions).toBeUndefined();
  });

  it('is no page for the links of other pages, though they name the same mail', async () => {
    const { world, app, path, row } = await aWorldToSettle();
    const ofMail = { untilMs, customer: 'D1', key: row().key };
    const foreign = [
      ...[pathOf({ ...ofMail, purpose: 'mail' }), pathOf({ ...ofMail, purpose: 'approval' })],
      ...[pathOf({ purpose: 'run', untilMs, campaign: 'gift', date: '2027-03-14' }), `${path}x`],
      pathOf({ purpose: 'choice', customer: 'D1', campaign: 'gift' }),
    ];
    for (const each of foreign) {
      const asOutcome = each.replace(/^\/\w\//, '/o/');
      const body = new URLSearchParams({ attempt: '1', name: '佐藤', decision: 'again' });
      expect((await app.request(asOutcome)).status).toBe(404);
      expect((await app.request(asOutcome, { method: 'POST', body })).status).toBe(404);
    }
    expect(row().state).toBe('uncertain');
    expect(world.planned).toEqual([]);
  });

  it('is kept nowhere, framed nowhere and told to no other site; the log has ids and neither names nor words', async () => {
    const { world, app, path, post } = await aWorldToSettle();
    const { headers } = await app.request(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    await post({ decision: 'again', name: '佐藤', comment: 'd1@example.jp に確認' });
    expect(world.logged.filter((line) => line.includes('outcome-answered'))).toEqual([
      '{"event":"outcome-answered","campaign":"gift","customer":"D1","decision":"again","outcome":"settled"}',
    ]);
    expect(world.logged.join()).not.toMatch(/佐藤|@example|確認/);
  });

  it('asks for sign-in where the stage has it, and records who signed in, whatever the form says', async () => {
    const signIn = { issuer: 'https://login.example', clientId: 'fushime', deputies: [] };
    const { world, app, path, post, row } = await aWorldToSettle({ signIn });
    expect((await app.request(path)).status).toBe(302);
    expect((await post({ decision: 'again' })).status).toBe(403);
    expect(row().state).toBe('uncertain');
    const person = { name: '森 有紀', email: 'mori@minamo.example.jp' };
    const cookie = await sessionCookie(world.tools, person);
    expect((await post({ decision: 'dropped', name: '社長' }, { cookie })).status).toBe(200);
    expect(row().decisions).toMatchObject([{ by: '森 有紀', signedInAs: 'mori@minamo.example.jp' }]);
  });
});
