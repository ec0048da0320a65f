import { beforeEach, describe, expect, it } from 'vitest';
import { writePick } from '../../lambda/domain/pages/picked-request.ts';
import { aCustomer } from '../support/builders.ts';
import { aWorldToDecide } from './pages-approval-setting.ts';

let world: Awaited<ReturnType<typeof aWorldToDecide>>;
beforeEach(async () => {
  world = await aWorldToDecide();
});

/** Ticks requests, with the digests that the list shows now unless told otherwise, and presses a button. */
async function decide(customers: readonly string[], fields: Readonly<Record<string, string>> = {}, digest?: string) {
  const form = new URLSearchParams({ decision: 'approved', name: '佐藤', comment: '', ...fields });
  for (const customer of customers) {
    const { key } = world.rowOf(customer);
    form.append('pick', writePick({ customer, key, digest: digest ?? (await world.digestOf(customer)) }));
  }
  return world.post(await world.listPath(), form);
}

const statesOf = (...customers: readonly string[]) => customers.map((customer) => world.rowOf(customer).state);

describe('the list of an approver', () => {
  it('holds their requests and nobody else’s, each with its text and a way to its own page', async () => {
    const page = await world.read(await world.listPath());
    expect(page.match(/type="checkbox"/g)).toHaveLength(3);
    expect(page).toContain('3件あります');
    expect(page).toContain('高橋様、お誕生日おめでとうございます');
    expect(page).not.toContain('渡辺');
    expect(page).not.toMatch(/<script|<i>/);
    for (const [, link = ''] of page.matchAll(/<a href="([^"]+)"/g)) {
      const { pathname } = new URL(link, `http://localhost${await world.listPath()}`);
      expect(await world.read(pathname)).toContain('【承認依頼】');
    }
    expect(await world.read(await world.listPath('mori@minamo.example.jp'))).toContain('渡辺');
  });

  it('says so when nothing waits', async () => {
    const page = await world.read(await world.listPath('nobody@minamo.example.jp'));
    expect(page).toContain('いま承認をお待ちしているメールはありません。');
    expect(page).not.toContain('<form');
  });

  it('offers no box for what would not leave, and says why', async () => {
    await world.tools.refusals.optOut([{ kind: 'customer', id: 'D2' }], 'marketing', '2027-03-14T00:00:00Z', 'phone');
    const page = await world.read(await world.listPath());
    expect(page.match(/type="checkbox"/g)).toHaveLength(2);
    expect(page).toContain('承認は不要になりました：送りませんでした：配信停止の申し出があります');
  });

  it('holds at most fifty, and says that there are more', async () => {
    const many = Array.from({ length: 52 }, (_, index) => aCustomer(`E${index}`, { birthday: '1990-03-15' }));
    await world.keep(...many);
    world.moveTo('2027-03-15T09:00:00+09:00');
    await world.run('gift', '2027-03-15');
    const page = await world.read(await world.listPath());
    expect(page.match(/type="checkbox"/g)).toHaveLength(50);
    expect(page).toContain('期限の近い50件を表示しています');
  });
});

describe('deciding on several', () => {
  it('approves what is ticked and leaves the rest', async () => {
    const answer = await decide(['D1', 'D3'], { comment: 'まとめて確認' });
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(statesOf('D1', 'D2', 'D3', 'D4')).toEqual(['waiting', 'awaiting-approval', 'waiting', 'awaiting-approval']);
    expect(world.rowOf('D3').decisions?.[0]).toMatchObject({
      by: '佐藤',
      comment: 'まとめて確認',
      decision: 'approved',
    });
    expect(page.match(/<p class="state">承認しました<\/p>/g)).toHaveLength(2);
    expect(page.match(/type="checkbox"/g)).toHaveLength(1);
  });

  it('keeps the name for the next batch, and not the comment', async () => {
    const page = await (await decide(['D1'], { comment: 'まとめて確認' })).text();
    expect(page).toContain('name="name" type="text" autocomplete="name" required value="佐藤"');
    expect(page).not.toContain('まとめて確認');
  });

  it('rejects them', async () => {
    expect(await (await decide(['D1', 'D2', 'D3'], { decision: 'rejected' })).text()).toContain('見送りました');
    expect(statesOf('D1', 'D2', 'D3')).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it('says of each what came of it', async () => {
    await decide(['D1'], { name: '鈴木' });
    await world.keep(aCustomer('D3', { name: '改姓', email: 'd3@example.jp', birthday: '1990-03-14' }));
    const stale = await decide(['D1', 'D2', 'D3'], {}, await world.digestOf('D2'));
    const page = await stale.text();
    expect(page).toContain('すでに決まっていました：承認（鈴木 さん）');
    expect(page).toContain('開いたあとで内容が変わったため、記録していません');
    expect(statesOf('D2', 'D3')).toEqual(['waiting', 'awaiting-approval']);
  });

  it('changes nothing that is not on the approver’s list', async () => {
    const page = await (await decide(['D4', 'D1'])).text();
    expect(statesOf('D1', 'D4')).toEqual(['waiting', 'awaiting-approval']);
    expect(page).not.toContain('渡辺');
    expect(world.logged).toContain('{"event":"approval-not-theirs"}');
  });

  it('may be pressed twice', async () => {
    const digest = await world.digestOf('D1');
    await decide(['D1'], {}, digest);
    expect(await (await decide(['D1', 'D1'], { decision: 'rejected' }, digest)).text()).toContain(
      'すでに決まっていました',
    );
    expect(world.rowOf('D1').decisions).toHaveLength(1);
  });

  it('keeps ticks and words when something is to be put right', async () => {
    const answer = await decide(['D2'], { name: '', comment: '残す' });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toContain('お名前を入力してください。');
    expect(page).toContain('残す</textarea>');
    expect(page.match(/ checked>/g)).toHaveLength(1);
    expect(page).toMatch(/ checked><span><span class="line"><strong>高橋 様/);
    const nothing = await decide([]);
    expect([nothing.status, await nothing.text()]).toEqual([422, expect.stringContaining('<a href="#requests">')]);
    expect(statesOf('D1', 'D2', 'D3')).toEqual(['awaiting-approval', 'awaiting-approval', 'awaiting-approval']);
  });

  it('unticks what has changed meanwhile', async () => {
    expect(await (await decide(['D2'], { name: '' }, 'of-another-mail')).text()).not.toContain(' checked>');
  });

  it('takes fifty at once, with a comment of full length, and no larger form', async () => {
    const comment = '字'.repeat(500);
    const garbage = Array.from({ length: 50 }, () => 'x'.repeat(600));
    const form = new URLSearchParams({ decision: 'approved', name: '佐藤', comment });
    for (const pick of garbage) form.append('pick', pick);
    form.append('pick', writePick({ ...world.rowOf('D1'), digest: await world.digestOf('D1') }));
    expect((await world.post(await world.listPath(), form)).status).toBe(200);
    expect(statesOf('D1')).toEqual(['waiting']);
    expect((await decide(['D2'], { comment: 'x'.repeat(65 * 1024) })).status).toBe(413);
  });
});
