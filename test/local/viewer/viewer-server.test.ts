import { request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startViewer, type Viewer } from '../../../local/viewer/start-viewer.ts';
import { type ACloud, aCard, aCloud, aSendRow, aViewedMail } from './a-cloud.ts';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let viewer: Viewer | undefined;
afterEach(async () => {
  await viewer?.close();
  viewer = undefined;
});

async function served(cloud: ACloud) {
  const started = await startViewer({ backend: cloud, port: 0, locale: 'ja' });
  viewer = started;
  const origin = { origin: started.url };
  // Not fetch: it would not let a test lie about Host.
  const call = (method: string, path: string, headers: Record<string, string> = {}, body = '') =>
    new Promise<Answer>((resolve, reject) => {
      const outgoing = request(`${started.url}${path}`, { method, headers }, (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('end', () => {
          const { statusCode = 0, headers: answered } = incoming;
          resolve({ status: statusCode, headers: answered, body: Buffer.concat(chunks).toString('utf8') });
        });
      });
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  return { url: started.url, origin, call, get: (path: string) => call('GET', path) };
}

describe('who may ask the viewer', () => {
  it('is a browser that calls this machine by its own name, and nobody under another name', async () => {
    const { url, call } = await served(aCloud());
    const { port } = new URL(url);

    expect((await call('GET', '/api/state')).status).toBe(200);
    expect((await call('GET', '/api/state', { host: `localhost:${port}` })).status).toBe(200);
    for (const host of [`evil.example:${port}`, 'evil.example', '127.0.0.1', `127.0.0.1.evil.example:${port}`]) {
      const refused = await call('GET', '/api/state', { host });
      expect([host, refused.status, refused.body.includes('nowMs')]).toEqual([host, 421, false]);
    }
  });

  it('may change something from the viewer itself only', async () => {
    const cloud = aCloud();
    const { origin, call } = await served(cloud);

    for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }]) {
      expect((await call('POST', '/api/uploads?name=a.hbs', headers, '---\n')).status).toBe(403);
      expect((await call('POST', '/api/runs?to=next-day', headers)).status).toBe(403);
    }
    expect([cloud.uploads, cloud.runs]).toEqual([[], []]);
    expect((await call('POST', '/api/uploads?name=a.hbs', origin, '---\n')).status).toBe(200);
    expect(cloud.uploads).toHaveLength(1);
  });
});

describe('what the viewer lets a browser do', () => {
  it('is its own script and style on the page, and no script and no request at all in a mail', async () => {
    const { get } = await served(
      aCloud({ mails: [await aViewedMail('m-1', { html: '<script>alert(1)</script><p>祝</p>' })] }),
    );

    const page = await get('/');
    const mail = await get('/mails/m-1/body');

    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).toContain("script-src 'self'");
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    const policy = String(mail.headers['content-security-policy']);
    expect(policy).toMatch(/^sandbox(?!.*allow-scripts)(?!.*allow-same-origin)/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/script-src|https?:/);
    expect(mail.body).toContain('<base target="_blank">');
  });
});

describe('what the viewer tells', () => {
  it('of mails is what stands in their bytes, newest first', async () => {
    const early = await aViewedMail(
      'm-1',
      { subject: '一通目', unsubscribeUrl: 'https://mail.example.jp/u?t=1' },
      1_000_000,
    );
    const late = await aViewedMail('m-2', { to: { name: '<script>x</script>', address: 'x@example.jp' } }, 2_000_000);
    const cloud = aCloud({ mails: [early, late], rows: [aSendRow({ messageId: 'm-1' })] });
    const { get } = await served(cloud);

    const lines = JSON.parse((await get('/api/mails')).body);
    const mail = JSON.parse((await get('/api/mails/m-1')).body);
    const source = await get('/mails/m-1/source');

    expect(lines.map((line: { id: string }) => line.id)).toEqual(['m-2', 'm-1']);
    expect(lines[0].to).toEqual({ name: '<script>x</script>', address: 'x@example.jp' });
    expect(mail).toMatchObject({
      subject: '一通目',
      campaign: 'birthday',
      text: 'おめでとうございます',
      hasHtml: true,
    });
    expect(mail.headers).toContainEqual({ name: 'Subject', value: '一通目' });
    expect(mail.headers).toContainEqual({ name: 'List-Unsubscribe', value: '<https://mail.example.jp/u?t=1>' });
    expect(mail.source).toBe(Buffer.from(early.raw).toString('utf8'));
    expect(source.body).toBe(Buffer.from(early.raw).toString('utf8'));
    expect((await get('/api/mails/none')).status).toBe(404);
  });

  it('of sends is their reason in plain words, with the names of customer and campaign', async () => {
    const rows = [
      aSendRow({ state: 'skipped', reason: 'missing-value:delivery.title', at: '2027-03-14T00:00:01.000Z' }),
      aSendRow({ customer: 'C0002', at: '2027-03-14T00:00:02.000Z' }),
    ];
    const campaigns = [{ id: 'birthday', name: 'お誕生日', state: 'live' as const, problems: [] }];
    const { get } = await served(aCloud({ rows, campaigns, names: new Map([['C0001', '山田 太郎']]) }));

    const [second, first] = JSON.parse((await get('/api/send-log')).body);

    expect(second).toMatchObject({ customer: 'C0002', customerName: '', reasonText: { ja: '', en: '' } });
    expect(first).toMatchObject({ customerName: '山田 太郎', campaignName: 'お誕生日' });
    expect(first.reasonText).toEqual({ ja: '「件名」が空です', en: '“delivery.title” is empty' });
  });

  it('is nothing new as long as nothing has changed', async () => {
    const cloud = aCloud({ cards: [aCard('はじめ')] });
    const { call, get } = await served(cloud);
    const first = await get('/api/state');
    const headers = { 'if-none-match': String(first.headers.etag) };

    expect((await call('GET', '/api/state', headers)).status).toBe(304);
    cloud.state.cards.push(aCard('つぎ'));
    const changed = await call('GET', '/api/state', headers);

    expect(changed.status).toBe(200);
    expect(JSON.parse(changed.body).counts.cards).toBe(2);
    expect(JSON.parse(changed.body).revision).not.toBe(JSON.parse(first.body).revision);
  });
});

describe('a file given to the viewer', () => {
  it('goes where its name and its first line say', async () => {
    const cloud = aCloud();
    const { call, origin } = await served(cloud);
    const give = (name: string, text: string) =>
      call('POST', `/api/uploads?name=${encodeURIComponent(name)}`, origin, text);

    await give('spring.hbs', '\uFEFF---\r\nname: 春\r\n---\r\n');
    await give('footer.hbs', '<p>フッター</p>');
    await give('顧客マスタ.csv', '顧客ID\nC1\n');

    expect(cloud.uploads.map(({ key }) => key)).toEqual([
      'campaigns/spring.hbs',
      'partials/footer.hbs',
      'imports/顧客マスタ.csv',
    ]);
  });

  it('is refused when it is of another kind, or its name is a path', async () => {
    const cloud = aCloud();
    const { call, origin } = await served(cloud);

    for (const name of ['photo.png', '../secret.hbs', 'a\\b.hbs', '.hbs', '']) {
      const answer = await call('POST', `/api/uploads?name=${encodeURIComponent(name)}`, origin, 'x');
      expect([name, answer.status]).toEqual([name, 400]);
    }
    expect(cloud.uploads).toEqual([]);
  });
});

describe('moving the clock', () => {
  it('runs one day at a time or up to a date, never back, and never twice at once', async () => {
    let finish = () => {};
    const cloud = aCloud({ run: () => new Promise((resolve) => (finish = resolve)) });
    const { call, get, origin } = await served(cloud);
    const move = (to: string) => call('POST', `/api/runs?to=${to}`, origin);

    expect((await move('2027-03-13')).status).toBe(409);
    expect((await move('2027-02-30')).status).toBe(400);
    expect((await move('next-day')).status).toBe(202);
    expect(JSON.parse((await get('/api/state')).body).run).toMatchObject({ from: '2027-03-14', to: '2027-03-15' });
    expect(JSON.parse((await move('2027-03-20')).body)).toEqual({ cause: 'busy' });
    finish();
    await expect.poll(async () => JSON.parse((await get('/api/state')).body).run).toBeUndefined();
    expect(JSON.parse((await get('/api/state')).body).today).toBe('2027-03-15');
    expect(cloud.runs).toEqual(['2027-03-15']);
  });

  it('tells why a run broke off', async () => {
    const cloud = aCloud({ run: () => Promise.reject(new Error('send queue is gone')) });
    const { call, get, origin } = await served(cloud);

    await call('POST', '/api/runs?to=next-day', origin);

    await expect.poll(async () => JSON.parse((await get('/api/state')).body).runProblem).toBe('send queue is gone');
  });
});
