import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createPagesApp } from '../../lambda/functions/pages/pages-app.ts';
import type { Subject } from '../../lambda/ports.ts';
import { aCustomer } from '../support/builders.ts';
import { aWorldWithPages, linkPath } from './pages-setting.ts';

let world: Awaited<ReturnType<typeof aWorldWithPages>>;
let app: ReturnType<typeof createPagesApp>;

beforeEach(async () => {
  world = await aWorldWithPages();
  app = createPagesApp(world.tools);
});

function press(path: string, fields: Readonly<Record<string, string>>) {
  return app.request(path, { method: 'POST', body: new URLSearchParams(fields) });
}

async function read(path: string): Promise<string> {
  return (await app.request(path)).text();
}

async function optedOut(...subjects: readonly Subject[]): Promise<readonly string[] | undefined> {
  return (await world.tools.refusals.getMany([subjects]))[0]?.optedOut;
}

const customer = (id: string): Subject => ({ kind: 'customer', id });
const mailbox = async (email: string): Promise<Subject> => ({
  kind: 'address',
  hash: await world.tools.hasher.hash(email),
});

/** Runs the day's birthdays through plan and send; the answer is whom a mail went to. */
async function mailed(campaign = 'birthday', day = '2027-03-14'): Promise<readonly string[]> {
  const before = world.mails.length;
  await world.run(campaign, day);
  await world.sendAll();
  return world.mails
    .slice(before)
    .map(({ to }) => to.address)
    .sort();
}

describe('the unsubscribe button of a mail program', () => {
  const gmailPost = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Google-Unsubscribe' },
    body: 'List-Unsubscribe=One-Click',
  };

  it('stops all marketing mail at once, with a short answer, no cookie and no redirect', async () => {
    const answer = await app.request(linkPath(), gmailPost);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(answer.headers.has('set-cookie')).toBe(false);
    expect(answer.headers.has('location')).toBe(false);
    expect(await answer.text()).toMatch(/^配信を停止しました.{1,60}\n$/);
    expect(await optedOut(customer('C1'))).toEqual(['marketing']);
    expect(await optedOut(await mailbox('hanako@example.jp'))).toEqual(['marketing']);
  });

  it('keeps the next mail from the customer and from another row with the same address, and from nobody else', async () => {
    await app.request(linkPath('C1', 'welcome'), gmailPost);
    expect(await mailed('birthday')).toEqual(['jiro@example.jp']);
    expect(world.rows().filter(({ reason }) => reason === 'opted-out')).toHaveLength(2);
  });

  it('also keeps back a mail that was already queued', async () => {
    await world.run('birthday', '2027-03-14');
    await app.request(linkPath(), gmailPost);
    await world.sendAll();
    expect(world.mails.map(({ to }) => to.address)).toEqual(['jiro@example.jp']);
  });

  it('does not touch mail about a contract', async () => {
    await app.request(linkPath(), gmailPost);
    expect(await mailed('renewal')).toContain('hanako@example.jp');
  });

  it.each([
    ['multipart/form-data; boundary=abc', '--abc\r\n'],
    ['Multipart/Form-Data; boundary="abc"', '--abc\r\nContent-Type: text/plain\r\n'],
  ])('may post %s', async (type, start) => {
    const body = `${start}Content-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--abc--\r\n`;
    const answer = await app.request(linkPath(), { method: 'POST', headers: { 'content-type': type }, body });
    expect(answer.status).toBe(200);
    expect(await optedOut(customer('C1'))).toEqual(['marketing']);
  });

  it.each(['application/x-www-form-urlencoded; charset=UTF-8', 'text/plain', ''])(
    'is heard with the type %j',
    async (type) => {
      const body = new TextEncoder().encode('List-Unsubscribe=One-Click\r\n');
      const answer = await app.request(linkPath(), {
        method: 'POST',
        headers: type ? { 'content-type': type } : {},
        body,
      });
      expect(answer.status).toBe(200);
      expect(await optedOut(customer('C1'))).toEqual(['marketing']);
    },
  );

  it('may be pressed again and again', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => app.request(linkPath(), gmailPost)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await optedOut(customer('C1'))).toEqual(['marketing']);
  });

  it('counts for a customer who is gone, and for one without an address', async () => {
    for (const id of ['C404', 'C4']) {
      expect((await app.request(linkPath(id), gmailPost)).status).toBe(200);
      expect(await optedOut(customer(id))).toEqual(['marketing']);
    }
  });

  it('counts for the customer even when the address cannot be looked up, and says that it failed', async () => {
    vi.spyOn(world.tools.customers, 'get').mockRejectedValue(new Error('hanako@example.jp'));
    const answer = await app.request(linkPath(), gmailPost);
    expect(answer.status).toBe(500);
    expect(await optedOut(customer('C1'))).toEqual(['marketing']);
  });

  it('needs nothing of the campaign', async () => {
    vi.spyOn(world.tools.campaigns, 'manifest').mockRejectedValue(new Error('down'));
    expect((await app.request(linkPath(), gmailPost)).status).toBe(200);
  });
});

describe('a link that is only looked at', () => {
  it('changes nothing, however often scanners GET and HEAD it', async () => {
    const changes = [vi.spyOn(world.tools.refusals, 'optOut'), vi.spyOn(world.tools.refusals, 'optIn')];
    const paths = [linkPath(), `${linkPath()}?action=stop-all&List-Unsubscribe=One-Click`];
    for (let time = 0; time < 50; time += 1) {
      for (const path of paths) {
        expect((await app.request(path)).status).toBe(200);
        const head = await app.request(path, { method: 'HEAD' });
        expect([head.status, await head.text()]).toEqual([200, '']);
      }
    }
    for (const change of changes) expect(change).not.toHaveBeenCalled();
    expect(await mailed()).toContain('hanako@example.jp');
  });

  it('shows in the language of the mail what may be stopped', async () => {
    const japanese = await read(linkPath());
    expect(japanese).toContain('<html lang="ja">');
    expect(japanese).toContain('<h2>お誕生日のメール</h2>');
    expect(japanese.match(/<button [^>]*>/g)).toHaveLength(2);
    const english = await read(linkPath('C1', 'welcome'));
    expect(english).toContain('<html lang="en">');
    expect(english).toContain('<h2>Welcome letter</h2>');
    // What remains Japanese is the company's own name and address.
    expect(
      english
        .replace(/<style>.*<\/style>/s, '')
        .replaceAll('株式会社みなも', '')
        .replaceAll('京都市中京区1-2-3', ''),
    ).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
  });

  it('does not tell whose it is', async () => {
    for (const page of [await read(linkPath()), await (await press(linkPath(), { action: 'stop-all' })).text()]) {
      for (const personal of ['C1', '花子', '青葉商事', 'hanako', linkPath()]) expect(page).not.toContain(personal);
    }
  });

  it('finds a renamed campaign by its identity, and shows its name as text whatever it is', async () => {
    const path = linkPath('C1', 'first-name');
    expect(await read(path)).toContain('<h2>&lt;b&gt;&quot;A&quot; &amp; &#39;B&#39;&lt;/b&gt;</h2>');
    const done = await (await press(path, { action: 'stop-campaign' })).text();
    expect(done).not.toContain('<b>');
    expect(await optedOut(customer('C1'))).toEqual(['first-name']);
  });

  it('still works when its campaign is gone', async () => {
    const path = linkPath('C1', 'long-gone');
    expect(await read(path)).toContain('このリンクのあったメール');
    expect((await press(path, { action: 'stop-campaign' })).status).toBe(200);
    expect(await optedOut(customer('C1'))).toEqual(['long-gone']);
  });

  it('offers no stop for a contract campaign, and says why', async () => {
    const path = linkPath('C1', 'renewal');
    const page = await read(path);
    expect(page).not.toContain('value="stop-campaign"');
    expect(page).toContain('不利益となることがあるため');
    expect((await press(path, { action: 'stop-campaign' })).status).toBe(400);
    expect(await optedOut(customer('C1'))).toEqual([]);
  });

  it('signed with an older key is as good', async () => {
    expect((await app.request(linkPath('C1', 'birthday', 'old-key'))).status).toBe(200);
  });
});

describe('the buttons of the page', () => {
  it('stop one campaign and leave the others', async () => {
    const page = await (await press(linkPath(), { action: 'stop-campaign' })).text();
    expect(page).toContain('<h1>「お誕生日のメール」を停止しました</h1>');
    expect(page).not.toContain('value="stop-campaign"');
    expect(page).toContain('value="stop-all"');
    expect(await mailed('birthday')).toEqual(['jiro@example.jp']);
    expect(await mailed('welcome')).toContain('hanako@example.jp');
  });

  it('stop everything', async () => {
    const page = await (await press(linkPath(), { action: 'stop-all' })).text();
    expect(page).toContain('<h1>ご案内メールをすべて停止しました</h1>');
    expect(page.match(/value="[^"]+"/g)).toEqual(['value="resume"']);
    expect(await mailed('welcome')).toEqual(['jiro@example.jp']);
  });

  it('let one come back in, from both stops', async () => {
    await press(linkPath(), { action: 'stop-campaign' });
    await press(linkPath(), { action: 'stop-all' });
    const page = await (await press(linkPath(), { action: 'resume' })).text();
    expect(page).toContain('<h1>停止を解除しました</h1>');
    expect(page).not.toContain('value="resume"');
    expect(await optedOut(customer('C1'), await mailbox('hanako@example.jp'))).toEqual([]);
    expect(await mailed('birthday')).toContain('hanako@example.jp');
  });

  it('do the same when pressed twice, and the page shows it to who comes back', async () => {
    for (const action of ['stop-all', 'stop-campaign', 'resume', 'stop-campaign']) {
      const once = await (await press(linkPath(), { action })).text();
      const twice = await (await press(linkPath(), { action })).text();
      expect(twice).toBe(once);
    }
    expect(await read(linkPath())).toContain('<p class="state stopped">停止しています</p>');
  });

  it('answer in the language of the mail', async () => {
    const page = await (await press(linkPath('C1', 'welcome'), { action: 'stop-campaign' })).text();
    expect(page).toContain('<h1>“Welcome letter” has been stopped</h1>');
  });

  it.each([{}, { action: '' }, { action: 'delete' }, { action: 'constructor' }, { 'List-Unsubscribe': 'no' }])(
    'are the only ones: %j changes nothing',
    async (fields) => {
      const answer = await press(linkPath(), fields);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('設定は変わっていません');
      expect(await optedOut(customer('C1'))).toEqual([]);
    },
  );

  it('are not pressed by a broken or an oversized form', async () => {
    const multipart = { 'content-type': 'multipart/form-data; boundary=abc' };
    const broken = await app.request(linkPath(), { method: 'POST', headers: multipart, body: '--abc\r\nList-Unsub' });
    expect(broken.status).toBe(400);
    expect((await press(linkPath(), { action: 'stop-all', padding: 'x'.repeat(16 * 1024) })).status).toBe(413);
    expect(await optedOut(customer('C1'))).toEqual([]);
  });
});

describe('what a page cannot give back', () => {
  const at = '2027-01-01T00:00:00Z';

  it.each([
    [
      'an address that came back',
      () =>
        mailbox('hanako@example.jp').then((own) => world.tools.refusals.suppress([own], ['everything'], 'bounce', at)),
    ],
    [
      'a complaint',
      () =>
        mailbox('hanako@example.jp').then((own) =>
          world.tools.refusals.suppress([own], ['marketing', 'campaign:birthday'], 'complaint', at),
        ),
    ],
    ['a customer who has not consented', () => world.keep(aCustomer('C1', { consent: false }))],
  ])('is said politely, with whom to ask and without why: %s', async (_, happens) => {
    expect(await read(linkPath())).not.toContain('いまはお届けしていません');
    await happens();
    const page = await read(linkPath());
    expect(page).toContain('いまはお届けしていません');
    expect(page).toContain('support@minamo.example.jp までご連絡ください');
    expect(page).toContain('value="stop-all"');
    expect(page).not.toMatch(/届かなかった|迷惑|同意がありません|不達|受け取る設定です/);
    const stopped = await (await press(linkPath(), { action: 'stop-all' })).text();
    expect(stopped).not.toContain('value="resume"');
    const resumed = await (await press(linkPath(), { action: 'resume' })).text();
    expect(resumed).not.toContain('次のご案内からお届けします');
    expect(await optedOut(customer('C1'))).toEqual([]);
  });
});

describe('a link that is none', () => {
  const garbage = ['x', 'a.b', `${'a'.repeat(2000)}.${'b'.repeat(43)}`, '%00', '%E0%A4%A', '<script>', '..%2f..%2f'];

  it('gets one and the same answer, whatever is wrong with it', async () => {
    const forged = linkPath('C1', 'birthday', 'guessed-key').slice('/u/'.length);
    const real = linkPath().slice('/u/'.length);
    const answers = new Set<string>();
    for (const token of [...garbage, forged, `${real}A`, real.toLowerCase(), `${real}/x`, '']) {
      for (const method of ['GET', 'POST']) {
        const body = method === 'POST' ? new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) : null;
        const answer = await app.request(`/u/${token}`, { method, body });
        expect(answer.status).toBe(404);
        answers.add(`${JSON.stringify([...answer.headers])}${await answer.text()}`);
      }
    }
    expect(answers.size).toBe(1);
    expect(await optedOut(customer('C1'))).toEqual([]);
  });

  it.each(['/', '/u', '/favicon.ico', '/u/x/y', '/.env'])('like %s', async (path) => {
    expect((await app.request(path)).status).toBe(404);
  });

  it('does not answer to other methods', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      expect((await app.request(linkPath(), { method })).status).toBe(404);
    }
  });
});

describe('every answer', () => {
  it('forbids everything that a page does not need', async () => {
    const broken = await aWorldWithPages();
    vi.spyOn(broken.tools, 'linkKeys').mockRejectedValue(new Error('down'));
    const answers = [
      await app.request(linkPath()),
      await app.request(linkPath(), { method: 'HEAD' }),
      await press(linkPath(), { 'List-Unsubscribe': 'One-Click' }),
      await press(linkPath(), { action: 'no' }),
      await press(linkPath(), { action: 'x'.repeat(20_000) }),
      await app.request('/u/none'),
      await app.request('/robots.txt'),
      await createPagesApp(broken.tools).request(linkPath()),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 400, 413, 404, 200, 500]);
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; frame-ancestors 'none'; base-uri 'none'$/,
      );
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}$/);
    }
  });

  it('keeps robots out', async () => {
    expect(await read('/robots.txt')).toBe('User-agent: *\nDisallow: /\n');
  });

  it('is a page in plain words when something is broken, and the log names the error without its text', async () => {
    vi.spyOn(world.tools.refusals, 'getMany').mockRejectedValue(new Error(`hanako@example.jp ${linkPath()}`));
    const answer = await app.request(linkPath());
    expect(answer.status).toBe(500);
    const page = await answer.text();
    expect(page).toContain('ただいま手続きができません');
    expect(page).not.toContain('hanako');
    expect(world.logged).toHaveLength(1);
    expect(world.logged[0]).toContain('"event":"page-failed","error":"Error"');
    expect(world.logged[0]).not.toContain('hanako');
  });

  it('leaves a log of events and ids, and no token, name or address', async () => {
    await press(linkPath(), { 'List-Unsubscribe': 'One-Click' });
    await press(linkPath(), { action: 'resume' });
    await press(linkPath(), { action: 'stop-campaign' });
    await app.request('/u/garbage-token.sig');
    expect(world.logged).toEqual([
      '{"event":"opted-out","customer":"C1","scope":"marketing","source":"one-click"}',
      '{"event":"opted-in","customer":"C1","campaign":"birthday","source":"preferences-page"}',
      '{"event":"opted-out","customer":"C1","scope":"birthday","source":"preferences-page"}',
      '{"event":"link-unknown"}',
    ]);
  });
});
