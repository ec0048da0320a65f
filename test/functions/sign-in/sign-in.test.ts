import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { signLinkToken } from '../../../lambda/domain/links/sign-link-token.ts';
import { signValue } from '../../../lambda/domain/sign-in/signed-value.ts';
import { aSignInSetting, page } from './sign-in-setting.ts';

let setting: Awaited<ReturnType<typeof aSignInSetting>>;
const hourMs = 60 * 60_000;
const sato = { email: 'sato@minamo.example.jp', name: '佐藤 健' };

beforeAll(async () => {
  setting = await aSignInSetting();
});
afterAll(() => setting.close());
beforeEach(() => {
  setting.say(sato);
  setting.rotate('key-2', 'key-1');
  setting.logged.length = 0;
});

/** A browser in which somebody has signed in. */
async function aSignedInBrowser() {
  const browser = setting.browser();
  await browser.open(page);
  return browser;
}

/** Whether anything in this browser lets it in. */
async function isLetIn(browser: ReturnType<typeof setting.browser>): Promise<boolean> {
  return (await browser.step(page)).status === 200;
}

describe('signing in', () => {
  it('leads from the page to the provider and back to the page', async () => {
    const browser = setting.browser();
    expect(await browser.open(page)).toMatchObject({ status: 200, text: 'welcome 佐藤 健' });
    expect([...browser.cookies.keys()]).toEqual(['fushime-session']);
  });

  it('asks the provider with PKCE, state and nonce, and tells it nothing of the page', async () => {
    const browser = setting.browser();
    const { location: begin = '' } = await browser.step(page);
    const { location: there = '' } = await browser.step(begin);
    const { searchParams } = new URL(there);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      redirect_uri: `${setting.origin}/sign-in/callback`,
      response_type: 'code',
      client_id: 'fushime',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^.{43}$/),
      nonce: expect.stringMatching(/^.{43}$/),
    });
    expect(there).not.toContain(page.slice(3));
  });

  it('keeps its cookies from scripts, from plain connections and from what other sites post', async () => {
    const browser = setting.browser();
    const callback = await browser.toCallback(page);
    const { setCookies } = await browser.step(callback);
    for (const cookie of setCookies) expect(cookie).toMatch(/Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const session = setCookies.find((cookie) => cookie.startsWith('fushime-session='));
    expect(session).toContain('Max-Age=28800');
  });

  it('binds its cookies to the host wherever browsers can, and comes back by HTTPS', async () => {
    const headers = { host: 'pages.example.jp', 'x-forwarded-proto': 'http' };
    const answer = await setting.app.request(`/sign-in?to=${page}`, { headers });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-fushime-sign-in-.*Max-Age=600; Path=\/; HttpOnly; Secure/,
    );
    const there = new URL(answer.headers.get('location') ?? '');
    expect(there.searchParams.get('redirect_uri')).toBe('https://pages.example.jp/sign-in/callback');
  });

  it('is good for eight hours', async () => {
    const browser = await aSignedInBrowser();
    setting.later(8 * hourMs - 1000);
    expect(await isLetIn(browser)).toBe(true);
    setting.later(1000);
    expect((await browser.step(page)).location).toBe(`${setting.origin}/sign-in?to=${encodeURIComponent(page)}`);
  });

  it('outlives one rotation of the key, and no second one', async () => {
    const browser = await aSignedInBrowser();
    setting.rotate('key-3', 'key-2', 'key-1');
    expect(await isLetIn(browser)).toBe(true);
    setting.rotate('key-4', 'key-3', 'key-2', 'key-1');
    expect(await isLetIn(browser)).toBe(false);
  });

  it('counts also where the newest key is not known yet', async () => {
    const browser = await aSignedInBrowser();
    setting.lagBehind('key-1');
    expect(await isLetIn(browser)).toBe(true);
  });

  it('can go on for several pages at once', async () => {
    const browser = setting.browser();
    const one = await browser.toCallback(page);
    const other = await browser.toCallback(`${page}2`);
    expect((await browser.step(one)).location).toBe(`${setting.origin}${page}`);
    expect((await browser.step(other)).location).toBe(`${setting.origin}${page}2`);
  });

  it('never piles up cookies, however often it is begun', async () => {
    const browser = setting.browser();
    for (let n = 0; n < 20; n += 1) await browser.step(`/sign-in?to=${page}${n}`);
    expect(browser.cookies.size).toBeLessThanOrEqual(5);
  });

  it('begins whatever cookies a browser brings', async () => {
    const browser = setting.browser();
    for (const n of [1, 2, 3, 4, 5]) browser.cookies.set(`fushime-sign-in-(${n}`, 'x');
    expect(await browser.step(`/sign-in?to=${page}`)).toMatchObject({ status: 302 });
  });

  it('is not asked of who posts a form: a page says that nothing was done', async () => {
    const browser = setting.browser();
    const answer = await browser.step(page, { method: 'POST', body: new URLSearchParams({ decision: 'approved' }) });
    expect(answer).toMatchObject({ status: 403, location: undefined });
    expect(answer.text).toContain('操作はまだ受け付けていません');
    expect(answer.text).toContain(`href="/sign-in?to=${encodeURIComponent(page)}"`);
  });

  it('by itself is not enough: who is not the approver may not decide, a deputy may', async () => {
    setting.say({ email: 'suzuki@minamo.example.jp' });
    expect(await setting.browser().open(page)).toMatchObject({ status: 403, text: 'not-the-approver' });
    setting.say({ email: 'BOSS@minamo.example.jp' });
    expect(await setting.browser().open(page)).toMatchObject({ status: 200 });
  });
});

describe('a sign-in goes only to a page of ours', () => {
  it.each([
    'https://evil.example/a/x',
    '//evil.example/a/x',
    '/\\evil.example',
    '/a/x/../../u/y',
    '/a/x?next=//evil.example',
    '/u/abc.def',
    '/sign-in',
    '/a/x%0d%0aset-cookie:y',
    '',
  ])('and not to %s', async (to) => {
    const answer = await setting.browser().step(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(answer).toMatchObject({ status: 404, location: undefined, setCookies: [] });
  });
});

describe('nobody is signed in', () => {
  it('when the state is not the one that this browser began with', async () => {
    const browser = setting.browser();
    const callback = new URL(await browser.toCallback(page));
    callback.searchParams.set('state', 'another');
    expect(await browser.step(callback.href)).toMatchObject({ status: 400 });
    expect(await isLetIn(browser)).toBe(false);
  });

  it.each(['(', ';x=1', '\r\nset-cookie: x=1', 'あ'.repeat(20), '../../../../..', ''])(
    'when the state is just %j',
    async (state) => {
      const answer = await setting.browser().step(`/sign-in/callback?state=${encodeURIComponent(state)}&code=x`);
      expect(answer).toMatchObject({ status: 400, location: undefined, setCookies: [] });
    },
  );

  it('when another browser began it, which is how somebody could be signed in as somebody else', async () => {
    const callback = await setting.browser().toCallback(page);
    const victim = setting.browser();
    await victim.toCallback(page);
    expect(await victim.step(callback)).toMatchObject({ status: 400 });
    expect(await isLetIn(victim)).toBe(false);
  });

  it('when the cookie of the beginning was changed', async () => {
    const browser = setting.browser();
    const callback = await browser.toCallback(page);
    const [[name, value] = ['', '']] = browser.cookies;
    const [payload = '', signature = ''] = decodeURIComponent(value).split('.');
    const kept = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const changed = { ...kept, value: { ...kept.value, to: '/a/another.page' } };
    browser.cookies.set(name, `${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`);
    expect(await browser.step(callback)).toMatchObject({ status: 400, location: undefined });
    expect(await isLetIn(browser)).toBe(false);
  });

  it('when it took longer than ten minutes', async () => {
    const browser = setting.browser();
    const callback = await browser.toCallback(page);
    setting.later(10 * 60_000);
    expect(await browser.step(callback)).toMatchObject({ status: 400 });
    expect(await isLetIn(browser)).toBe(false);
  });

  it('when an answer is played again, in the same browser or in one with its cookie', async () => {
    const browser = setting.browser();
    const callback = await browser.toCallback(page);
    const thief = setting.browser();
    for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
    await browser.step(callback);
    expect(await browser.step(callback)).toMatchObject({ status: 400 });
    await thief.step(callback);
    expect(await isLetIn(thief)).toBe(false);
  });

  it.each([
    ['the token comes from another issuer', { ...sato, iss: 'https://evil.example' }],
    ['the token is for another client', { ...sato, aud: 'another' }],
    ['the token answers another sign-in', { ...sato, nonce: 'another' }],
    ['the token is over', { ...sato, exp: 1_700_000_000 }],
  ])('when %s', async (_, claims) => {
    setting.say(claims);
    const browser = setting.browser();
    expect(await browser.open(page)).toMatchObject({ status: 400 });
    expect(await isLetIn(browser)).toBe(false);
  });

  it('when the token is unsigned', async () => {
    setting.answerOnce(({ body }) => {
      const [, payload] = String(body.id_token).split('.');
      body.id_token = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    });
    const browser = setting.browser();
    expect(await browser.open(page)).toMatchObject({ status: 400 });
    expect(await isLetIn(browser)).toBe(false);
  });

  it('when the token says something else than what was signed', async () => {
    setting.answerOnce(({ body }) => {
      const [header, payload = '', signature] = String(body.id_token).split('.');
      const claims = { ...JSON.parse(Buffer.from(payload, 'base64url').toString()), email: 'boss@minamo.example.jp' };
      body.id_token = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    });
    const browser = setting.browser();
    expect(await browser.open(page)).toMatchObject({ status: 400 });
    expect(await isLetIn(browser)).toBe(false);
  });

  it('when there is no token, or the code is used up', async () => {
    setting.answerOnce(({ body }) => void delete body.id_token);
    expect(await setting.browser().open(page)).toMatchObject({ status: 400 });
    setting.answerOnce((answer) => Object.assign(answer, { body: { error: 'invalid_grant' }, statusCode: 400 }));
    expect(await setting.browser().open(page)).toMatchObject({ status: 400 });
  });

  it('when the provider says no', async () => {
    setting.redirectOnce((url) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
      url.searchParams.set('error_description', '<b>sato</b> cancelled');
    });
    const answer = await setting.browser().open(page);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('サインインできませんでした');
    expect(answer.text).not.toContain('cancelled');
  });

  it('when an error comes by the browser, which anybody can make up: no alarm counts it', async () => {
    setting.redirectOnce((url) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'server_error');
    });
    const answer = await setting.browser().open(page);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('ただいまサインインできません');
  });

  it('when the provider says that the address is not verified, or names none', async () => {
    for (const claims of [{ ...sato, email_verified: false }, { name: '佐藤' }, { email: 'sato' }]) {
      setting.say(claims);
      const browser = setting.browser();
      const answer = await browser.open(page);
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('メールアドレスを確認できませんでした');
      expect(await isLetIn(browser)).toBe(false);
    }
  });

  it('by a cookie that somebody made up, or that was signed for something else', async () => {
    const browser = await aSignedInBrowser();
    const { issuer } = setting;
    const audience = JSON.stringify(['test', issuer, 'fushime']);
    const until = Date.now() + 100 * hourMs;
    const forged = [
      signValue(sato, until, 'a guess', { purpose: 'session', audience }),
      signValue(sato, until, 'key-2', { purpose: 'attempt', audience }),
      signValue(sato, until, 'key-2', { purpose: 'session', audience: JSON.stringify(['prod', issuer, 'fushime']) }),
      signLinkToken({ purpose: 'approvals', untilMs: until, approver: 'x' }, 'key-2'),
      'a.b',
      '',
    ];
    for (const text of forged) {
      browser.cookies.set('fushime-session', text);
      expect(await isLetIn(browser)).toBe(false);
    }
    // The control: what the forger would need.
    browser.cookies.set('fushime-session', signValue(sato, until, 'key-2', { purpose: 'session', audience }));
    expect(await isLetIn(browser)).toBe(true);
  });

  it('when the provider is down, and the page says so', async () => {
    setting.answerOnce((answer) => Object.assign(answer, { body: '', statusCode: 500 }));
    const answer = await setting.browser().open(page);
    expect(answer.status).toBe(503);
    expect(answer.text).toContain('ただいまサインインできません');
    expect(answer.text).not.toContain('openid');
  });

  it('and the log names no person, no code and no token', async () => {
    setting.say({ ...sato, iss: 'https://evil.example' });
    await setting.browser().open(page);
    setting.answerOnce((answer) => Object.assign(answer, { body: { error: 'invalid_client' }, statusCode: 401 }));
    await setting.browser().open(page);
    expect(setting.logged).toHaveLength(2);
    expect(setting.logged[0]).toBe('{"event":"sign-in-refused","cause":"OAUTH_JWT_CLAIM_COMPARISON_FAILED"}');
    expect(setting.logged[1]).toMatch(/^\{"event":"sign-in-failed","error":"SignInError","cause":"ResponseBodyError"/);
  });
});
