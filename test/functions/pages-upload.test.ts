import { beforeEach, describe, expect, it } from 'vitest';
import { heldAsLate } from '../../lambda/domain/import/hold-of.ts';
import type { Upload } from '../../lambda/domain/import/upload.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { createPagesApp } from '../../lambda/functions/pages/pages-app.ts';
import { aHold } from '../support/builders.ts';
import { aWorldWithPages, pathOf } from './pages-setting.ts';
import { sessionCookie } from './session-cookie.ts';

const untilMs = Date.parse('2027-05-12T00:00:00Z');
const ref = { key: 'imports/2027/<b>顧客マスタ.xlsx', at: '2027-03-13T23:00:00.000Z' };
const claims = { purpose: 'upload', untilMs, ...ref } as const;
const heldUpload: Upload = {
  ...{ ...ref, state: 'held', type: 'customer', isFull: true, rows: 1_250, rowsDone: 0 },
  counts: { created: 0, updated: 0, unchanged: 0, rejected: 4, removed: 0, warnings: 2 },
  hold: aHold({
    why: ['names-change', 'many-removed'],
    ...{ changedIds: ['C1', 'C2'], removedIds: ['C8', 'C9'] },
  }),
  errorFile: 'import-errors/customers.csv',
};

/** A world in which a file waits for a person. */
async function aWorldWithAHeldUpload(stage: Partial<StageConfig> = {}) {
  const world = await aWorldWithPages(stage);
  await world.tools.uploads.begin(heldUpload);
  const app = createPagesApp(world.tools);
  const path = pathOf(claims);
  const post = (fields: Readonly<Record<string, string>>, headers = {}) =>
    app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const everything = async () => JSON.stringify([world.importing, await world.tools.uploads.get(ref)]);
  return { ...world, app, path, post, everything, read: async () => (await app.request(path)).text() };
}

let world: Awaited<ReturnType<typeof aWorldWithAHeldUpload>>;
beforeEach(async () => {
  world = await aWorldWithAHeldUpload();
});

describe('the page of a file that waits', () => {
  it('shows which file it is, when it came, what it would change, and until when it can be decided', async () => {
    const page = await world.read();
    for (const shown of [
      ...['<h1>このファイルを取り込みますか</h1>', '&lt;b&gt;顧客マスタ.xlsx', '2027年3月14日(日) 08:00'],
      '既存のお客様1,200名のうち310名（25.8%）の氏名・会社名・メールアドレスのどれかが変わります。行がずれていないか確認してください。',
      '登録済みの1,300件のうち100件（7.7%）がこのファイルにないため、削除されます。',
      ...['1,250件', '<dd>4件</dd>', 'import-errors/customers.csv', '2027年4月13日(火) 07:59'],
      ...['変わるお客様の例（ID）</dt><dd>C1, C2</dd>', '削除されるものの例（ID）</dt><dd>C8, C9</dd>'],
      ...['value="take"', '取り込む', 'value="drop"', '取り込まない'],
    ])
      expect(page).toContain(shown);
    expect(page).not.toMatch(/<b>|<script/);
  });

  it('shows ids that may have changed beside those under which the customers are known', async () => {
    const { hold, ...rest } = heldUpload;
    const ids = { lookedUp: 100, renumbered: 99, renumberedIds: [{ id: '1', knownAs: '00001' }] };
    const held = {
      ...rest,
      at: '2027-03-13T23:30:00.000Z',
      ...(hold && { hold: { ...hold, ...ids, why: ['other-ids'] as const } }),
    };
    await world.tools.uploads.begin(held);
    const page = await (await world.app.request(pathOf({ ...claims, at: held.at }))).text();
    expect(page).toContain('99名は氏名・会社名・メールアドレスが同じで、別のIDで登録済みです');
    expect(page).toContain('1（登録済みのIDは00001）');
  });

  it('of a file that only came late says so, how much of it is stored, and what dropping it means', async () => {
    const held = heldAsLate({ ...heldUpload, at: '2027-03-13T23:30:00.000Z', rowsDone: 400 });
    await world.tools.uploads.begin(held);
    const path = pathOf({ ...claims, at: held.at });
    const page = await (await world.app.request(path)).text();
    for (const shown of [
      'これより新しいファイルを先に取り込みました',
      '取り込み済みの行</dt><dd>400件',
      '新しいファイルだけで足りるとき',
    ])
      expect(page).toContain(shown);
    expect(page).not.toMatch(/変更が多い|ファイルが間違っている|全件同期/);
    const body = new URLSearchParams({ name: '佐藤', decision: 'drop' });
    await world.app.request(path, { method: 'POST', body });
    const after = await (await world.app.request(path)).text();
    expect(after).toContain('それまでに取り込んだ行はそのままです');
  });

  it('says how old the file is, and warns of a newer one of its type that is stored already', async () => {
    expect(await world.read()).not.toMatch(/日前|これより新しい/);
    world.moveTo('2027-03-17T09:00:00+09:00');
    const newer = { ...heldUpload, key: 'imports/x/customers.csv', at: '2027-03-15T23:30:00.000Z' };
    await world.tools.uploads.begin({ ...newer, state: 'survey' });
    expect(await world.read()).toMatch(/08:00（3 ?日前）/);
    expect(await world.read()).not.toContain('これより新しい');
    await world.tools.uploads.note({ ...newer, state: 'done', counts: { ...newer.counts, updated: 1 } }, ['survey']);
    expect(await world.read()).toContain(
      '注意：これより新しい同じ種類のファイル（2027年3月16日(火) 08:30にアップロード）を、すでに取り込んでいます。',
    );
    await world.post({ decision: 'drop', name: '佐藤' });
    expect(await world.read()).not.toMatch(/日前|これより新しい/);
  });

  it('changes nothing however often it is looked at', async () => {
    const before = await world.everything();
    for (let time = 0; time < 5; time += 1) {
      expect((await world.app.request(`${world.path}?decision=take&name=x`)).status).toBe(200);
      expect((await world.app.request(world.path, { method: 'HEAD' })).status).toBe(200);
    }
    expect(await world.everything()).toBe(before);
  });

  it('takes the first answer, tells import of it, and shows every later visitor who gave it', async () => {
    const answer = await world.post({ decision: 'drop', name: '佐藤', comment: '行がずれていました' });
    const later = await world.post({ decision: 'take', name: '田中' });
    expect([answer.status, later.status]).toEqual([200, 200]);
    for (const page of [await answer.text(), await later.text(), await world.read()]) {
      expect(page).toContain('<h1>取り込まないことに決まりました</h1>');
      expect(page).toContain('佐藤 さんが');
      expect(page).toContain('行がずれていました');
      expect(page).not.toContain('<form');
    }
    expect((await world.tools.uploads.get(ref))?.decision).toEqual({
      ...{ decision: 'drop', by: '佐藤', comment: '行がずれていました', at: '2027-03-14T00:00:00.000Z' },
    });
    // Twice, as the first may have been lost.
    expect(world.importing).toEqual([
      { kind: 'decided', ...ref },
      { kind: 'decided', ...ref },
    ]);
  });

  it('says what came of a file that was taken in, and asks import for nothing more', async () => {
    await world.post({ decision: 'take', name: '佐藤' });
    expect(await world.read()).toContain('取り込みには少し時間がかかります');
    const counts = { ...heldUpload.counts, created: 7, updated: 310, removed: 100 };
    await world.tools.uploads.note({ ...heldUpload, state: 'done', counts }, ['held']);
    world.importing.length = 0;
    const page = await (await world.post({ decision: 'take', name: '佐藤' })).text();
    for (const shown of ['<h1>取り込むことに決まりました</h1>', '<dd>7件</dd>', '<dd>310件</dd>', '<dd>100件</dd>'])
      expect(page).toContain(shown);
    expect(world.importing).toEqual([]);
  });

  it('asks for a name, and knows two buttons', async () => {
    const before = await world.everything();
    const nameless = await world.post({ decision: 'take', name: ' ', comment: 'よい' });
    expect([nameless.status, (await nameless.text()).includes('お名前を入力してください')]).toEqual([422, true]);
    expect((await world.post({ decision: 'released', name: '佐藤' })).status).toBe(400);
    expect((await world.post({ decision: 'take', name: '佐藤' }, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await world.post({ decision: 'take', name: '佐藤', comment: 'x'.repeat(20_000) })).status).toBe(413);
    expect(await world.everything()).toBe(before);
  });

  it('takes no word when its time is over or a newer file has come, and is no page for other links', async () => {
    world.moveTo('2027-04-13T08:00:00+09:00');
    for (const page of [await world.read(), await (await world.post({ decision: 'take', name: '佐藤' })).text()])
      expect(page).toContain('<h1>このファイルは取り込まれません</h1>');
    const other = await aWorldWithAHeldUpload();
    await other.tools.uploads.note({ ...heldUpload, state: 'superseded' }, ['held']);
    expect(await (await other.post({ decision: 'take', name: '佐藤' })).text()).toContain('新しいファイル');
    expect([...world.importing, ...other.importing]).toEqual([]);
    const none = pathOf({ ...claims, at: '2027-03-13T22:00:00.000Z' });
    const foreign = pathOf({ purpose: 'suspects', untilMs, type: 'customer' }).replace('/d/', '/i/');
    for (const path of [none, foreign, `${world.path}x`]) expect((await other.app.request(path)).status).toBe(404);
    expect((await other.app.request(pathOf({ ...claims, untilMs: 0 }))).status).toBe(410);
  });

  it('is for who has signed in, where the stage has sign-in, and records who that was; the log tells no names', async () => {
    const signIn = { issuer: 'https://id.example.jp', clientId: 'fushime', deputies: [] };
    const signed = await aWorldWithAHeldUpload({ signIn });
    expect((await signed.app.request(signed.path)).status).toBe(302);
    expect((await signed.post({ decision: 'take', name: '佐藤' })).status).toBe(403);
    const cookie = await sessionCookie(signed.tools, { email: 'sato@minamo.example.jp', name: '佐藤 恵' });
    expect(await (await signed.post({ decision: 'take', name: 'x' }, { cookie })).text()).toContain(
      '佐藤 恵 &lt;sato@minamo.example.jp&gt; さんが',
    );
    expect((await signed.tools.uploads.get(ref))?.decision).toMatchObject({
      ...{ decision: 'take', by: '佐藤 恵', signedInAs: 'sato@minamo.example.jp' },
    });
    const answered = signed.logged.filter((line) => line.includes('upload-answered'));
    expect(answered).toHaveLength(1);
    expect(signed.logged.join()).not.toMatch(/佐藤|@|顧客/);
  });

  it('speaks English on an English stage', async () => {
    const english = await aWorldWithAHeldUpload({ locale: 'en' });
    const page = await english.read();
    for (const shown of ['Take this file in?', '310 of 1,200 known customers (25.8%)', 'Take it in'])
      expect(page).toContain(shown);
  });
});
