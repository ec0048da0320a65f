import { beforeEach, describe, expect, it } from 'vitest';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { createPagesApp } from '../../lambda/functions/pages/pages-app.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorldWithPages, pathOf } from './pages-setting.ts';
import { sessionCookie } from './session-cookie.ts';

const untilMs = Date.parse('2027-04-14T00:00:00Z');
const brake = { factor: 5, floor: 2, firstRun: 2, runs: 30, atLeast: 5 };

/** A world in which the brake holds a run of six mails. */
async function aWorldWithAHeldRun(stage: Partial<StageConfig> = {}) {
  const world = await aWorldWithPages({ brake, ...stage });
  await world.goLive(aVersion({ id: 'gift', name: '<i>贈り物</i>のご案内' }));
  for (const id of ['C1', 'C2', 'C3', 'C4']) await world.keep(aCustomer(id, { birthday: undefined }));
  for (let n = 1; n <= 6; n += 1)
    await world.keep(aCustomer(`D${n}`, { name: `<b>高橋${n}</b>`, company: '青葉商事', email: `d${n}@example.jp` }));
  await world.run('gift', '2027-03-14');
  const app = createPagesApp(world.tools);
  const path = pathOf({ purpose: 'run', untilMs, campaign: 'gift', date: '2027-03-14' });
  const post = (fields: Readonly<Record<string, string>>, headers = {}) =>
    app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const everything = async () =>
    JSON.stringify([world.rows(), world.planned, world.notices, await world.tools.campaigns.run('gift', '2027-03-14')]);
  return { ...world, app, path, post, everything, read: async () => (await app.request(path)).text() };
}

let world: Awaited<ReturnType<typeof aWorldWithAHeldRun>>;
beforeEach(async () => {
  world = await aWorldWithAHeldRun();
});

describe('the page of a held run', () => {
  it('shows the number, what is usual, until when it can be decided, and some of the customers', async () => {
    const page = await world.read();
    for (const shown of [
      ...['この件数で送りますか', '&lt;i&gt;贈り物&lt;/i&gt;のご案内', '<dd>6件</dd>', '実績が少ない間の上限'],
      ...[
        '<dd>2件</dd>',
        '2027年3月17日(水) 23:59',
        '&lt;b&gt;高橋1&lt;/b&gt; 様',
        '青葉商事',
        'まだ送ったことがありません',
      ],
      ...['はじめの5名だけ', 'value="released"', 'value="dropped"'],
    ])
      expect(page).toContain(shown);
    expect(page).not.toMatch(/@example|<b>|<i>/);
  });

  it('changes nothing however often it is looked at', async () => {
    const before = await world.everything();
    for (let time = 0; time < 20; time += 1) {
      expect((await world.app.request(`${world.path}?decision=released&name=x`)).status).toBe(200);
      expect((await world.app.request(world.path, { method: 'HEAD' })).status).toBe(200);
    }
    expect(await world.everything()).toBe(before);
  });

  it('releases: each mail is sent once, however often the button is pressed', async () => {
    for (const name of ['佐藤', '佐藤', '田中']) {
      const answer = await world.post({ decision: 'released', name, comment: '取り込みを確かめました' });
      const page = await answer.text();
      expect(answer.status).toBe(200);
      for (const shown of ['送ることに決まりました', '佐藤 さんが', '取り込みを確かめました'])
        expect(page).toContain(shown);
    }
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toHaveLength(6);
  });

  it('drops: nothing is sent, and whoever wants to release it later sees who was first', async () => {
    await world.post({ decision: 'dropped', name: '佐藤' });
    const later = await (await world.post({ decision: 'released', name: '田中' })).text();
    for (const page of [later, await world.read()]) {
      expect(page).toContain('<h1>送らないことに決まりました</h1>');
      expect(page).toContain('佐藤 さんが');
      expect(page).not.toContain('<form');
    }
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toEqual([]);
    expect(world.rows().every(({ reason }) => reason === 'dropped-by-person')).toBe(true);
  });

  it('asks for a name, and knows two buttons', async () => {
    const before = await world.everything();
    const nameless = await world.post({ decision: 'released', name: ' ', comment: 'よい' });
    expect([nameless.status, (await nameless.text()).includes('お名前を入力してください')]).toEqual([422, true]);
    expect((await world.post({ decision: 'approved', name: '佐藤' })).status).toBe(400);
    expect((await world.post({ decision: 'released', name: '佐藤' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(
      403,
    );
    expect(await world.everything()).toBe(before);
  });

  it('is no page for other links, an old link, another site or a body too large, and nothing comes of these', async () => {
    const before = await world.everything();
    const fields = { decision: 'released', name: '佐藤' };
    const key = world.rows()[0]?.key ?? '';
    const ofMail = { untilMs, customer: 'D1', key };
    const others = [
      ...[pathOf({ ...ofMail, purpose: 'outcome' }), pathOf({ ...ofMail, purpose: 'mail' })],
      ...[pathOf({ purpose: 'heartbeat', untilMs, id: 'h1' }), `${world.path}x`],
    ].map((path) => path.replace(/^\/\w\//, '/r/'));
    const old = pathOf({ purpose: 'run', untilMs: 0, campaign: 'gift', date: '2027-03-14' });
    for (const [path, status] of [...others.map((each) => [each, 404] as const), [old, 410] as const]) {
      const answer = await world.app.request(path);
      expect([answer.status, (await answer.text()).includes('贈り物')]).toEqual([status, false]);
      expect((await world.app.request(path, { method: 'POST', body: new URLSearchParams(fields) })).status).toBe(
        status,
      );
    }
    expect((await world.post(fields, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await world.post(fields, { 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await world.post({ ...fields, comment: 'x'.repeat(20_000) })).status).toBe(413);
    expect(await world.everything()).toBe(before);
  });

  it('is kept nowhere, framed nowhere and told to no other site; the log has ids and neither names nor words', async () => {
    const { headers } = await world.app.request(world.path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    await world.post({ decision: 'released', name: '佐藤', comment: 'd1@example.jp に確認' });
    const answered = world.logged.filter((line) => line.includes('run-answered'));
    expect(answered).toEqual([
      '{"event":"run-answered","campaign":"gift","date":"2027-03-14","decision":"released","outcome":"decided"}',
    ]);
    expect(world.logged.join()).not.toMatch(/佐藤|@example|確認/);
  });

  it('says when the time is over, or the campaign gone, and takes no word then', async () => {
    world.moveTo('2027-03-18T00:00:00+09:00');
    for (const page of [await world.read(), await (await world.post({ decision: 'released', name: '佐藤' })).text()])
      expect(page).toContain('<h1>このメールの期限は過ぎています</h1>');
    const other = await aWorldWithAHeldRun();
    await other.withdraw('gift');
    expect(await other.read()).toContain('期限は過ぎています');
    const none = pathOf({ purpose: 'run', untilMs, campaign: 'gift', date: '2027-03-15' });
    expect((await other.app.request(none)).status).toBe(404);
  });

  it('is for who has signed in, where the stage has sign-in, and records who that was', async () => {
    const signIn = { issuer: 'https://id.example.jp', clientId: 'fushime', deputies: [] };
    const signed = await aWorldWithAHeldRun({ signIn });
    expect((await signed.app.request(signed.path)).status).toBe(302);
    expect((await signed.post({ decision: 'released', name: '佐藤' })).status).toBe(403);
    const person = { email: 'sato@minamo.example.jp', name: '佐藤 恵' };
    const cookie = await sessionCookie(signed.tools, person);
    const page = await (await signed.post({ decision: 'dropped', name: 'x' }, { cookie })).text();
    expect(page).toContain('佐藤 恵 &lt;sato@minamo.example.jp&gt; さんが');
    expect((await signed.tools.campaigns.run('gift', '2027-03-14'))?.decision).toMatchObject({
      ...{ decision: 'dropped', by: '佐藤 恵', signedInAs: 'sato@minamo.example.jp' },
    });
  });
});
