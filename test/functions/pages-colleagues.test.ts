import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StopClaims } from '../../lambda/domain/links/link-claims.ts';
import { createPagesApp } from '../../lambda/functions/pages/pages-app.ts';
import { aCustomer } from '../support/builders.ts';
import { aWorldToDecide } from './pages-approval-setting.ts';
import { aWorldWithPages, pathOf } from './pages-setting.ts';
import { sessionCookie } from './session-cookie.ts';

const untilMs = Date.parse('2027-04-14T00:00:00Z');

describe('the page of a mail', () => {
  it('shows it again, with what became of it, and says that data may have changed', async () => {
    const world = await aWorldToDecide();
    await world.post(world.path('D2'), { decision: 'approved', name: '佐藤', digest: await world.digestOf('D2') });
    await world.planAll();
    await world.sendAll();
    const page = await world.read(world.path('D2', 'mail'));
    for (const shown of [
      '送信しました',
      '高橋様、お誕生日おめでとうございます',
      'もう一度作ったものです',
      'https://unsubscribe.invalid/',
      '配信停止のリンクは見本です',
      '承認 — 佐藤',
    ])
      expect(page).toContain(shown);
    expect(await world.read(`${world.path('D2', 'mail')}/mail`)).toContain('<p>高橋様</p>');
    await world.keep(aCustomer('D2', { birthday: undefined, name: undefined }));
    expect((await world.app.request(world.path('D2', 'mail'))).status).toBe(200);
  });
});

describe('the page that stops one mail', () => {
  const claims: StopClaims = {
    ...{ purpose: 'stop', untilMs, campaign: 'birthday', customer: 'C3', record: 'customer/C3', path: {} },
    ...{ nominal: '2027-03-14', dueOn: '2027-03-14', offset: '' },
  };
  let world: Awaited<ReturnType<typeof aWorldWithPages>>;
  let app: ReturnType<typeof createPagesApp>;
  beforeEach(async () => {
    world = await aWorldWithPages();
    world.moveTo('2027-03-13T09:00:00+09:00');
    app = createPagesApp(world.tools);
  });
  const press = async (action: string) =>
    (await app.request(pathOf(claims), { method: 'POST', body: new URLSearchParams({ action }) })).text();

  it('stops it before it is planned, and no run sends it', async () => {
    const page = await (await app.request(pathOf(claims))).text();
    for (const shown of ['佐藤 次郎 様', 'お誕生日のメール', '2027年3月14日(日) 09:00', 'この1通を止める'])
      expect(page).toContain(shown);
    for (let time = 0; time < 2; time += 1) expect(await press('stop')).toContain('<h1>この1通は止めてあります</h1>');
    world.moveTo('2027-03-14T09:00:00+09:00');
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    expect(world.mails.map(({ to }) => to.address)).not.toContain('jiro@example.jp');
    expect(world.mails).not.toEqual([]);
  });

  it('shows the mail that it is about, whether it is to come or stopped, and the same once that is taken back', async () => {
    const pages = [await (await app.request(pathOf(claims))).text(), await press('stop'), await press('resume')];
    for (const page of pages) {
      expect(page).toContain('<dd>佐藤 次郎様、お誕生日おめでとうございます</dd>');
      expect(page).toMatch(/<details class="read"><summary>文面を読む<\/summary>\n<pre>[^<]*佐藤 次郎様/);
    }
    const broken = vi.fn(() => () => {
      throw new Error('cannot');
    });
    const unwritten = await createPagesApp({ ...world.tools, compile: broken }).request(pathOf(claims));
    expect([unwritten.status, (await unwritten.text()).includes('<details')]).toEqual([200, false]);
    expect(broken).toHaveBeenCalled();
  });

  it('takes that back', async () => {
    await press('stop');
    expect(await press('resume')).toContain('<h1>この1通を止めますか</h1>');
    expect(world.rows()).toEqual([expect.objectContaining({ state: 'waiting', reason: 'resumed' })]);
  });

  it('says when it is too late, and offers nothing', async () => {
    world.moveTo('2027-03-14T09:00:00+09:00');
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    for (const page of [await (await app.request(pathOf(claims))).text(), await press('stop')]) {
      expect(page).toContain('<h1>このメールはもう止められません</h1>');
      expect(page).not.toContain('<form');
    }
  });

  it('does not let go what the stop flag holds back', async () => {
    await world.keep(aCustomer('C3', { stopped: true }));
    await world.run('birthday', '2027-03-14');
    const page = await (await app.request(pathOf(claims))).text();
    expect(page).toContain('自動メール停止フラグが付いている');
    expect(page).not.toContain('<form');
  });

  it('knows two buttons', async () => {
    const odd = { method: 'POST', body: new URLSearchParams({ action: 'constructor' }) };
    expect((await app.request(pathOf(claims), odd)).status).toBe(400);
    expect(world.rows()).toEqual([]);
  });
});

describe('the page of a heartbeat', () => {
  it('takes the answer when its button is pressed, as often as you like', async () => {
    const world = await aWorldWithPages();
    const app = createPagesApp(world.tools);
    const path = pathOf({ purpose: 'heartbeat', untilMs, id: 'h1' });
    const ask = { id: 'h1', place: { kind: 'channel', name: '営業' }, askedAt: '2027-03-14T00:00:00Z' } as const;
    await world.tools.heartbeats.ask(ask);
    expect(await (await app.request(path)).text()).toContain('届いています</button>');
    expect(await world.tools.heartbeats.open()).toHaveLength(1);
    for (let time = 0; time < 2; time += 1) {
      const answer = await app.request(path, { method: 'POST', body: new URLSearchParams({ action: 'arrives' }) });
      expect(await answer.text()).toContain('ありがとうございます');
    }
    expect(await world.tools.heartbeats.open()).toEqual([]);
    const unknown = pathOf({ purpose: 'heartbeat', untilMs, id: 'h2' });
    expect((await app.request(unknown, { method: 'POST' })).status).toBe(404);
  });
});

describe('where the stage asks approvers to sign in', () => {
  const signIn = { issuer: 'https://id.example.jp', clientId: 'fushime', deputies: ['suzuki@minamo.example.jp'] };

  const stopD3: StopClaims = {
    purpose: 'stop',
    ...{ untilMs, campaign: 'birthday', customer: 'D3', record: 'customer/D3', path: {} },
    ...{ nominal: '2027-03-14', dueOn: '2027-03-14', offset: '' },
  };

  async function aWorldWithSignIn() {
    const world = await aWorldToDecide({ signIn });
    const cookieOf = (email: string, name: string) => sessionCookie(world.tools, { email, name });
    return { ...world, cookieOf };
  }

  it('shows nobody else anything, and takes no answer from them', async () => {
    const world = await aWorldWithSignIn();
    const own = [world.path(), `${world.path()}/mail`, await world.listPath(), world.path('D2', 'mail')];
    for (const path of [...own, pathOf(stopD3)]) {
      const answer = await world.app.request(path);
      expect([answer.status, answer.headers.get('location')]).toEqual([302, `/sign-in?to=${encodeURIComponent(path)}`]);
      expect(await answer.text()).not.toContain('高橋');
    }
    const digest = await world.digestOf();
    for (const path of [world.path(), await world.listPath(), pathOf(stopD3)]) {
      const fields = { decision: 'approved', name: '佐藤', digest, action: 'stop' };
      expect((await world.post(path, fields)).status).toBe(403);
    }
    expect(world.rowOf('D1').state).toBe('awaiting-approval');
    expect(world.rows().filter(({ state }) => state === 'stopped')).toEqual([]);
  });

  it('records who is signed in, whatever name is posted', async () => {
    const world = await aWorldWithSignIn();
    const cookie = await world.cookieOf('suzuki@minamo.example.jp', '鈴木');
    const page = await (await world.app.request(world.path(), { headers: { cookie } })).text();
    expect(page).toContain('鈴木 としてサインインしています');
    expect(page).not.toContain('name="name"');
    const fields = { decision: 'approved', name: '別人', digest: await world.digestOf() };
    expect((await world.post(world.path(), fields, { cookie })).status).toBe(200);
    expect(world.rowOf('D1').decisions).toEqual([
      expect.objectContaining({ by: '鈴木', signedInAs: 'suzuki@minamo.example.jp' }),
    ]);
    const later = await (await world.app.request(world.path(), { headers: { cookie } })).text();
    expect(later).toContain('<dd>suzuki@minamo.example.jp</dd>');
  });

  it('lets others read, but not decide', async () => {
    const world = await aWorldWithSignIn();
    const cookie = await world.cookieOf('mori@minamo.example.jp', '森');
    const fields = { decision: 'approved', name: '森', digest: await world.digestOf() };
    const answer = await world.post(world.path(), fields, { cookie });
    expect(answer.status).toBe(403);
    const page = await answer.text();
    expect(page).toContain('この依頼を決められるのは');
    expect(page).not.toContain('<form');
    expect(world.rowOf('D1').state).toBe('awaiting-approval');
  });

  it('shows the list of an approver to them and to deputies alone', async () => {
    const world = await aWorldWithSignIn();
    const list = async (email: string) => {
      const cookie = await world.cookieOf(email, '');
      const answer = await world.app.request(await world.listPath(), { headers: { cookie } });
      return { status: answer.status, text: await answer.text() };
    };
    const theirs = { status: 200, text: expect.stringContaining('type="checkbox"') };
    expect(await list('Sato@minamo.example.jp')).toEqual(theirs);
    expect(await list('suzuki@minamo.example.jp')).toEqual(theirs);
    const others = await list('mori@minamo.example.jp');
    expect(others).toEqual({ status: 403, text: expect.stringContaining('この一覧は別の方宛てです') });
    expect(others.text).not.toContain('苦情');
    expect(others.text).not.toContain('高橋');
  });
});
