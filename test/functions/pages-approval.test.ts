import { beforeEach, describe, expect, it } from 'vitest';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorldToDecide } from './pages-approval-setting.ts';
import { pathOf } from './pages-setting.ts';

let world: Awaited<ReturnType<typeof aWorldToDecide>>;
beforeEach(async () => {
  world = await aWorldToDecide();
});

const approve = async (changes: Readonly<Record<string, string>> = {}) =>
  world.post(world.path(), {
    ...{ decision: 'approved', name: '佐藤', comment: '', digest: await world.digestOf() },
    ...changes,
  });

describe('the page of a request', () => {
  it('shows the exact mail, whom it is for, who may decide until when, and what then happens', async () => {
    const page = await world.read(world.path('D2'));
    expect(page).toContain('【承認依頼】&lt;i&gt;贈り物&lt;/i&gt;のご案内');
    expect(page).toContain('<p class="whom">高橋 様</p>');
    for (const shown of [
      '配信停止のリンクは見本です',
      '株式会社みなも &lt;info@minamo.example.jp&gt;',
      '高橋 &lt;d2@example.jp&gt;',
      '高橋様、お誕生日おめでとうございます',
      '<pre>高橋様 ',
      '佐藤 <span class="soft">sato@minamo.example.jp</span>',
      '2027年3月17日(水) 23:59 まで',
      '日本標準時',
      'すぐに送信します',
    ])
      expect(page).toContain(shown);
    expect(page).toContain(`value="${await world.digestOf('D2')}"`);
    expect(await world.read(world.path('D1'))).toContain('<span class="company">青葉商事</span>');
  });

  it('says when a mail that is not yet due will leave', async () => {
    world.moveTo('2027-03-14T08:00:00+09:00');
    expect(await world.read(world.path())).toContain('2027年3月14日(日) 09:00 に送信します');
  });

  it('says when the mail would leave later than its due day, as its words may be wrong by then', async () => {
    const late = '予定（3月14日）より2日遅れて送信します';
    world.moveTo('2027-03-14T23:59:00+09:00');
    const inTime = await world.read(world.path());
    world.moveTo('2027-03-16T00:00:00+09:00');
    const page = await world.read(world.path());
    for (const words of [late, '文面が、今日送るメールとして合っているか確かめてください']) {
      expect(inTime).not.toContain(words);
      expect(page).toContain(words);
    }
    const english = await aWorldToDecide({ locale: 'en' });
    english.moveTo('2027-03-15T09:00:00+09:00');
    expect(await english.read(english.path())).toContain('sent at once, 1 day later than planned (March 14)');
  });

  it('shows names as text, whatever they are', async () => {
    const page = await world.read(world.path('D1'));
    expect(page).toContain('&lt;script&gt;alert(&quot;花子&quot;)&lt;/script&gt; 様');
    expect(page).not.toMatch(/<script|<i>/);
  });

  it('frames the mail, which may do nothing but look as it does', async () => {
    const page = await world.app.request(world.path());
    const html = await page.text();
    const [, source = ''] = /<iframe [^>]*src="([^"]+)"[^>]* sandbox=""/.exec(html) ?? [];
    expect(page.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'.*; frame-src 'self'$/);
    const mail = await world.app.request(new URL(source, `http://localhost${world.path()}`).pathname);
    const policy = mail.headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining(["default-src 'none'", 'img-src data:', 'sandbox', "frame-ancestors 'self'"]),
    );
    expect(policy).not.toMatch(/script-src|https:/);
    expect(mail.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await mail.text()).toContain('<head><base target="_blank"><title>x</title></head><body><p>&lt;script&gt;');
  });
});

describe('looking', () => {
  it('changes nothing, however often a scanner GETs and HEADs every page and follows every link', async () => {
    const stop = {
      purpose: 'stop',
      campaign: 'birthday',
      record: 'customer/C3',
      path: {},
      nominal: '2027-03-15',
    } as const;
    const untilMs = Date.parse('2027-04-14T00:00:00Z');
    await world.tools.heartbeats.ask({
      id: 'h1',
      place: { kind: 'channel', name: '営業' },
      askedAt: '2027-03-14T00:00:00Z',
    });
    const links = [
      world.path(),
      `${world.path()}/mail`,
      await world.listPath(),
      world.path('D2', 'mail'),
      `${world.path('D2', 'mail')}/mail`,
      pathOf({ ...stop, untilMs, customer: 'C3', dueOn: '2027-03-15', offset: '' }),
      pathOf({ purpose: 'heartbeat', untilMs, id: 'h1' }),
    ];
    const followed = await Promise.all(
      links.map(async (path) =>
        [...(await world.read(path)).matchAll(/(?:href|src)="([^"#]+)"/g)].map(
          ([, to = '']) => new URL(to, `http://localhost${path}`),
        ),
      ),
    );
    const own = followed
      .flat()
      .filter(({ host }) => host === 'localhost')
      .map(({ pathname }) => pathname);
    expect(own.length).toBeGreaterThan(4);
    const before = await world.everything();
    for (const path of new Set([...links, ...own])) {
      for (let time = 0; time < 50; time += 1) {
        const query = '?decision=approved&name=x&action=stop';
        expect([path, (await world.app.request(path + query)).status]).toEqual([path, 200]);
        const head = await world.app.request(path, { method: 'HEAD' });
        expect([head.status, await head.text()]).toEqual([200, '']);
      }
    }
    expect(await world.everything()).toBe(before);
  });
});

describe('deciding', () => {
  it('approves: the page says so, and the mail that was shown leaves', async () => {
    const answer = await approve({ comment: '内容を確認しました' });
    const page = await answer.text();
    expect(answer.status).toBe(200);
    for (const shown of ['<h1>承認しました</h1>', '佐藤 さんが', '内容を確認しました', 'すぐに送信します'])
      expect(page).toContain(shown);
    await world.planAll();
    await world.sendAll();
    expect(world.mails.map(({ to }) => to.address)).toEqual(['d1@example.jp']);
    const later = await world.read(world.path());
    for (const shown of ['<h1>すでに承認されています</h1>', '佐藤 さんが', '送信しました'])
      expect(later).toContain(shown);
    expect(later).not.toContain('<form');
  });

  it('shows later visitors the mail that was decided on, and no other', async () => {
    await approve();
    expect(await world.read(world.path())).toContain('<iframe');
    await world.keep(aCustomer('D1', { name: '改姓', email: 'd1@example.jp', birthday: '1990-03-14' }));
    const page = await world.read(world.path());
    expect(page).toContain('<h1>すでに承認されています</h1>');
    expect(page).not.toContain('<iframe');
  });

  it('rejects: this one mail never leaves', async () => {
    const page = await (await approve({ decision: 'rejected', comment: '解約済み' })).text();
    expect(page).toContain('<h1>見送りました</h1>');
    expect(world.rowOf('D1')).toMatchObject({ state: 'rejected', reason: 'approval-rejected' });
  });

  it('counts once when pressed twice, and the first word stands', async () => {
    await approve();
    const again = await (await approve({ decision: 'rejected', name: '鈴木' })).text();
    expect(again).toContain('<h1>すでに承認されています</h1>');
    expect(again).toContain('佐藤 さんが');
    expect(world.rowOf('D1').decisions).toHaveLength(1);
  });

  it('has one winner when fifty decide at once, and everybody is told who', async () => {
    const digest = await world.digestOf();
    const pages = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const decision = index % 2 ? 'approved' : 'rejected';
        return (await world.post(world.path(), { decision, name: `人${index}`, digest })).text();
      }),
    );
    const won = pages.filter((page) => /<h1>(?:承認しました|見送りました)<\/h1>/.test(page));
    const [decision] = world.rowOf('D1').decisions ?? [];
    expect(won).toHaveLength(1);
    expect(world.rowOf('D1').decisions).toHaveLength(1);
    for (const page of pages) expect(page).toContain(`${decision?.by} さんが`);
  });

  it('does not approve a mail that has changed since: the new one is shown, with what was typed', async () => {
    const digest = await world.digestOf();
    await world.keep(aCustomer('D1', { name: '新しい名前', email: 'd1@example.jp', birthday: '1990-03-14' }));
    const page = await (await approve({ digest, comment: 'よし' })).text();
    expect(page).toContain('開いたあとで、メールの内容が変わりました');
    expect(page).toContain('新しい名前様');
    expect(page).toMatch(/value="佐藤"[\s\S]*よし<\/textarea>/);
    expect(page).toContain(`value="${await world.digestOf()}"`);
    expect(world.rowOf('D1').state).toBe('awaiting-approval');
  });

  it.each([
    [{ name: ' ' }, 'name', 'お名前を入力してください。'],
    [{ name: '\u200b\u0007' }, 'name', 'お名前を入力してください。'],
    [{ name: '𠮷'.repeat(61) }, 'name', 'お名前は60文字以内'],
    [{ comment: '字'.repeat(501) }, 'comment', 'コメントは500文字以内'],
  ])('says at the field what is wrong with it: %#', async (changes, field, said) => {
    const answer = await approve({ comment: '入力済み', ...changes });
    const page = await answer.text();
    expect(answer.status).toBe(422);
    expect(page).toMatch(/<title>エラー：/);
    expect(page).toMatch(new RegExp(`role="alert"[\\s\\S]*<a href="#${field}">${said}`));
    expect(page).toMatch(
      new RegExp(
        `id="${field}-problem">${said}[\\s\\S]*id="${field}"[^>]*aria-invalid="true" aria-describedby="${field}-problem" autofocus`,
      ),
    );
    expect(page).toContain(field === 'name' ? '入力済み</textarea>' : 'value="佐藤"');
    expect(world.rowOf('D1').state).toBe('awaiting-approval');
  });

  it('tells of a change also to who has something to put right', async () => {
    expect(await (await approve({ name: '', digest: 'of-another-mail' })).text()).toContain(
      'メールの内容が変わりました',
    );
  });

  it('takes names and comments of full length, with line breaks', async () => {
    const comment = `${'字'.repeat(249)}\r\n${'字'.repeat(250)}`;
    expect((await approve({ name: '𠮷'.repeat(60), comment })).status).toBe(200);
    expect(world.rowOf('D1').decisions?.[0]?.comment).toHaveLength(500);
  });

  it('needs a button of the form', async () => {
    for (const decision of ['', 'void', 'constructor']) expect((await approve({ decision })).status).toBe(400);
    expect((await approve({ comment: 'x'.repeat(17_000) })).status).toBe(413);
    expect(world.rowOf('D1').state).toBe('awaiting-approval');
  });

  it('is too late after the last valid day', async () => {
    world.moveTo('2027-03-18T00:00:00+09:00');
    for (const page of [await world.read(world.path()), await (await approve()).text()]) {
      expect(page).toContain('<h1>期限が過ぎました</h1>');
      expect(page).toContain('2027年3月17日(水) 23:59 を過ぎたため');
      expect(page).not.toContain('<form');
    }
    expect(world.rowOf('D1').state).toBe('awaiting-approval');
  });

  it('is not needed for a mail that would not leave, and the page says why', async () => {
    await world.tools.refusals.optOut([{ kind: 'customer', id: 'D1' }], 'marketing', '2027-03-14T00:00:00Z', 'phone');
    for (const page of [await world.read(world.path()), await (await approve()).text()]) {
      expect(page).toContain('<h1>承認は不要になりました</h1>');
      expect(page).toContain('配信停止の申し出があります');
    }
    expect(world.rowOf('D1').state).toBe('awaiting-approval');
  });

  it('is not needed when the campaign is gone', async () => {
    await world.withdraw('gift');
    expect(await (await approve()).text()).toContain('キャンペーンが取り下げられました');
  });

  it('says what was approved before, when it is asked again', async () => {
    await approve({ comment: '最初の文面' });
    await world.goLive(
      aVersion({ id: 'gift', approval: 'always' }, { version: 'v2', text: '変わりました {{unsubscribeUrl}}' }),
    );
    await world.planAll();
    await world.sendAll();
    const page = await world.read(world.path());
    expect(world.mails).toEqual([]);
    expect(page).toContain('もう一度お願いしています');
    expect(page).toMatch(/これまでの経緯[\s\S]*承認 — 佐藤[\s\S]*最初の文面[\s\S]*内容が変わったため承認を取り消し/);
  });
});

describe('a form of a page for colleagues', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://localhost' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'http://localhost' }, 200],
    [{ origin: 'null' }, 200],
    [{ origin: 'null', 'sec-fetch-site': 'same-origin' }, 200],
  ])('sent with %j is answered %i', async (headers, status) => {
    const fields = { decision: 'approved', name: '佐藤', digest: await world.digestOf() };
    expect((await world.post(world.path(), fields, headers)).status).toBe(status);
    expect(world.rowOf('D1').state).toBe(status === 200 ? 'waiting' : 'awaiting-approval');
  });
});

describe('links', () => {
  const untilMs = Date.parse('2027-03-14T09:00:00+09:00');

  it('that have expired say so, and do nothing', async () => {
    const { customer, key } = world.rowOf('D1');
    const expired = pathOf({ purpose: 'approval', untilMs, customer, key });
    for (const answer of [
      await world.app.request(expired),
      await world.post(expired, { decision: 'approved', name: 'x' }),
    ]) {
      const page = await answer.text();
      expect(answer.status).toBe(410);
      expect(page).toContain('このリンクの期限は過ぎています');
      expect(page).toContain('社内の担当者向けの画面です');
      expect(page).not.toContain('苦情');
    }
  });

  it('that are forged, for another purpose or for nothing get one and the same answer', async () => {
    const { customer, key } = world.rowOf('D1');
    const later = untilMs + 1000;
    const good = { purpose: 'approval', untilMs: later, customer, key } as const;
    const token = (path: string) => path.slice(3);
    const paths = [
      pathOf(good, 'guessed'),
      pathOf({ ...good, untilMs: 0 }, 'guessed'),
      pathOf({ ...good, key: 'unknown' }),
      `/a/${token(pathOf({ ...good, purpose: 'mail' }))}`,
      `/m/${token(pathOf(good))}`,
      `/l/${token(pathOf(good))}`,
      `/s/${token(pathOf(good))}`,
      `/h/${token(pathOf(good))}`,
      `/a/${token(pathOf({ purpose: 'choice', customer, campaign: 'gift' }))}`,
      `/u/${token(pathOf(good))}`,
      `${pathOf(good)}/other`,
    ];
    const answers = new Set<string>();
    for (const path of paths) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const answer = await world.app.request(path, {
          method,
          ...(method === 'POST' && { body: new URLSearchParams({ action: 'stop' }) }),
        });
        answers.add(`${answer.status}${JSON.stringify([...answer.headers])}${await answer.text()}`);
      }
    }
    expect(answers.size).toBe(1);
    expect([...answers][0]).toMatch(/^404/);
  });

  it('signed with a key that was made since the last look are good', async () => {
    const tools = Object.assign(world.tools, { latestLinkKeys: async () => ['newest', 'new-key'] });
    const { customer, key } = world.rowOf('D1');
    expect(tools.clock.nowMs()).toBe(untilMs);
    const path = pathOf({ purpose: 'approval', untilMs: untilMs + 1000, customer, key }, 'newest');
    expect((await world.app.request(path)).status).toBe(200);
  });

  it('leave a log of events and ids, and no token, name or comment', async () => {
    await approve({ comment: '秘密' });
    await world.app.request(pathOf({ purpose: 'heartbeat', untilMs, id: 'h' }));
    expect(world.logged).toEqual([
      '{"event":"approval-answered","campaign":"gift","customer":"D1","decision":"approved","outcome":"decided"}',
      '{"event":"link-expired"}',
    ]);
  });
});
