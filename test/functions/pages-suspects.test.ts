import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCustomerStore } from '../../lambda/adapters/memory/memory-customer-store.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { createPagesApp } from '../../lambda/functions/pages/pages-app.ts';
import { acceptSuspects } from '../../lambda/use-cases/import/accept-suspects.ts';
import { aCustomer } from '../support/builders.ts';
import { aWorldWithPages, pathOf } from './pages-setting.ts';
import { sessionCookie } from './session-cookie.ts';

const untilMs = Date.parse('2027-05-12T00:00:00Z');
const claims = { purpose: 'suspects', untilMs, type: 'customer' } as const;

/** A world in which 25 customers were born in 1900, two in the future, and one has a made-up end of contract. */
async function aWorldWithSuspects(stage: Partial<StageConfig> = {}) {
  const world = await aWorldWithPages(stage);
  const suspect = (id: string, fields: Parameters<typeof aCustomer>[1]) => ({
    ...aCustomer(id, { birthday: undefined, ...fields }),
    suspects: Object.keys(fields ?? {}),
  });
  for (let n = 1; n <= 25; n += 1) await world.keep(suspect(`S${n}`, { birthday: '1900-01-01' }));
  await world.keep(suspect('F1', { birthday: '2090-01-02' }), suspect('F2', { birthday: '2091-05-06' }));
  await world.keep(suspect('<i>E1</i>', { contractEnd: '9999-12-31' }));
  const app = createPagesApp(world.tools);
  const path = pathOf(claims);
  const post = (fields: Readonly<Record<string, string>>, headers = {}) =>
    app.request(path, { method: 'POST', headers, body: new URLSearchParams(fields) });
  const accepted = async () => {
    for (let message = world.importing.shift(); message !== undefined; message = world.importing.shift())
      if (message.kind === 'accept') await acceptSuspects(world.tools, message);
  };
  return { ...world, app, path, post, accepted, read: async () => (await app.request(path)).text() };
}

let world: Awaited<ReturnType<typeof aWorldWithSuspects>>;
beforeEach(async () => {
  world = await aWorldWithSuspects();
});

describe('the page of dates that look made up', () => {
  it('groups them, the largest group first, with the reason and the first ids, and shows no names', async () => {
    const page = await world.read();
    const groups = [...page.matchAll(/<h3[^>]*>(.*?)<\/h3>/g)].map(([, text = '']) => text.replace(/<[^>]*>/g, ''));
    expect(groups).toEqual([
      '「誕生日」 1900-01-01 25件',
      '「誕生日」 未来の日付 2件',
      '「契約終了日」 9999-12-31 1件',
    ]);
    for (const shown of [
      ...['<h1>要確認の日付：顧客</h1>', '日付が空のときにシステムが入れる値のようです', '未来の誕生日です'],
      ...['S1, ', 'ほか5件', '&lt;i&gt;E1&lt;/i&gt;', 'value="birthday=1900-01-01"', 'value="birthday=future"'],
    ])
      expect(page).toContain(shown);
    expect(page).not.toMatch(/@example|<i>|<script|はじめの/);
  });

  it('changes nothing however often it is looked at', async () => {
    for (let time = 0; time < 5; time += 1)
      expect((await world.app.request(`${world.path}?accept=birthday%3D1900-01-01&name=x`)).status).toBe(200);
    expect(world.importing).toEqual([]);
  });

  it('accepts a group: it says that this takes a moment, and afterwards the dates are no longer suspect', async () => {
    const answer = await world.post({ accept: 'birthday=1900-01-01', name: '佐藤' });
    const page = await answer.text();
    expect(answer.status).toBe(200);
    for (const shown of ['承認を受け付けました', '「誕生日」 1900-01-01', '反映まで少しかかります'])
      expect(page).toContain(shown);
    expect(page).not.toContain('value="birthday=1900-01-01"');
    const at = '2027-03-14T00:00:00.000Z';
    expect(world.importing).toEqual([
      { kind: 'accept', type: 'customer', field: 'birthday', value: '1900-01-01', by: '佐藤', at },
    ]);
    await world.accepted();
    expect(await world.read()).not.toContain('1900-01-01');
    expect((await world.tools.customers.get({ type: 'customer', id: 'S9' }))?.accepted).toEqual({
      birthday: { by: '佐藤', at },
    });
    expect((await world.tools.customers.get({ type: 'customer', id: 'F1' }))?.suspects).toEqual(['birthday']);
  });

  it('accepts birthdays in the future together, and says when nothing is left', async () => {
    for (const accept of ['birthday=future', 'birthday=1900-01-01', 'contractEnd=9999-12-31']) {
      expect((await world.post({ accept, name: '佐藤' })).status).toBe(200);
      await world.accepted();
    }
    expect(await world.read()).toContain('<h1>要確認の日付はありません</h1>');
  });

  it('asks for a name, and takes only dates of the type, from its own form', async () => {
    const nameless = await world.post({ accept: 'birthday=1900-01-01', name: ' ' });
    expect([nameless.status, (await nameless.text()).includes('お名前を入力してください')]).toEqual([422, true]);
    for (const accept of ['', 'name=田中 花子', 'birthday', 'birthday=', 'contractEnd=future', 'no-such=1900-01-01'])
      expect((await world.post({ accept, name: '佐藤' })).status).toBe(400);
    const foreign = await world.post({ accept: 'birthday=future', name: '佐藤' }, { 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
    expect(world.importing).toEqual([]);
  });

  it('is no page for unknown types and other links', async () => {
    for (const path of [pathOf({ ...claims, type: 'gone' }), `${world.path}x`])
      expect((await world.app.request(path)).status).toBe(404);
    expect((await world.app.request(pathOf({ ...claims, untilMs: 0 }))).status).toBe(410);
  });

  it('looks at the first 2,000 records and says so', async () => {
    const customers = createMemoryCustomerStore({ model: world.tools.stage.recordModel, pageSize: 500 });
    const many = Array.from({ length: 2_100 }, (_, n) => ({
      ...aCustomer(`M${n}`, { birthday: '1970-01-01' }),
      suspects: ['birthday'],
    }));
    await customers.putMany(many);
    const page = await (await createPagesApp({ ...world.tools, customers }).request(world.path)).text();
    expect(page).toContain('はじめの2,000件だけを調べました');
    expect(page).toContain('<span class="soft">2,000件</span>');
    expect(page.length).toBeLessThan(100_000);
  });

  it('is for who has signed in, where the stage has sign-in', async () => {
    const signIn = { issuer: 'https://id.example.jp', clientId: 'fushime', deputies: [] };
    const signed = await aWorldWithSuspects({ signIn });
    expect((await signed.app.request(signed.path)).status).toBe(302);
    expect((await signed.post({ accept: 'birthday=future', name: 'x' })).status).toBe(403);
    const cookie = await sessionCookie(signed.tools, { email: 'sato@minamo.example.jp', name: '佐藤 恵' });
    expect((await signed.post({ accept: 'birthday=future' }, { cookie })).status).toBe(200);
    expect(signed.importing).toMatchObject([{ by: 'sato@minamo.example.jp' }]);
    expect(signed.logged.join()).not.toMatch(/佐藤|@/);
  });
});
