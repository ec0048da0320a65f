import { existsSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sessionCookie } from '../functions/session-cookie.ts';
import { type ServedPages, servePages } from './serve-pages.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };
/** A folder for pictures of every page, to be looked at; no pictures without it. */
const { FUSHIME_SCREENSHOTS: pictures } = process.env;

// Run in the page, where this program's types do not reach.
const violationsInPage = `axe.run({ iframes: false }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`;
const overflowInPage = 'document.documentElement.scrollWidth - window.innerWidth';

if (CHROMIUM === undefined) console.warn('Skipped: the pages in a browser. There is no system Chromium here.');

describe.skipIf(CHROMIUM === undefined)('the pages in a browser', () => {
  let browser: Browser;
  let pages: ServedPages;
  let page: Page;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());
  afterEach(() => pages.close());

  async function open(options: BrowserContextOptions): Promise<Page> {
    page = await (await browser.newContext({ viewport: desktop, ...options })).newPage();
    return page;
  }

  /** Tabs until the focus is on an element, as somebody without a mouse does. */
  async function tabTo(selector: string): Promise<void> {
    for (let step = 0; step < 60; step += 1) {
      if (await page.evaluate(`document.activeElement.matches('${selector}')`)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`The focus never came to ${selector}`);
  }

  async function heading(): Promise<string> {
    return (await page.locator('h1').textContent()) ?? '';
  }

  /** Every page, in every state that looks different, by name; those that act come last. */
  async function* everyPage(): AsyncGenerator<string> {
    const show = (url: string) => page.goto(url, { waitUntil: 'load' });
    const press = (selector: string) => page.locator(selector).first().click();
    yield* visit([
      ['preferences', () => show(pages.choice())],
      ['preferences-stopped', () => press('button[value=stop-all]')],
      [
        'preferences-withheld',
        async () => {
          await pages.world.keep({ type: 'customer', id: 'C9', fields: { name: 'x', consent: false } });
          await show(pages.choice('C9'));
        },
      ],
      [
        'preferences-resumed',
        async () => {
          await show(pages.choice());
          await press('button[value=resume]');
        },
      ],
      ['approval', () => show(pages.approval())],
      ['approval-errors', () => press('button[value=approved]')],
      [
        'approval-decided',
        async () => {
          await page.fill('#name', '佐藤 恵');
          await page.fill('#comment', '名前と日付を確認しました。');
          await press('button[value=approved]');
        },
      ],
      ['approval-already', () => show(pages.approval())],
      [
        'list',
        async () => {
          await show(await pages.list());
          await press('summary');
        },
      ],
      ['list-errors', () => press('button[value=approved]')],
      [
        'list-results',
        async () => {
          await page.fill('#name', '佐藤 恵');
          await press('input[type=checkbox]');
          await press('button[value=rejected]');
        },
      ],
      ['mail', () => show(pages.mail('C3'))],
      [
        'stop',
        async () => {
          await show(pages.stop('C3'));
          await press('summary');
        },
      ],
      ['stop-stopped', () => press('button[value=stop]')],
      [
        'outcome',
        async () => {
          await pages.lose('C3');
          await show(pages.outcome('C3'));
          await press('summary');
        },
      ],
      ['outcome-errors', () => press('button[value=again]')],
      [
        'outcome-settled',
        async () => {
          await page.fill('#name', '佐藤 恵');
          await page.fill('#comment', 'お電話で、届いていないことを確かめました。');
          await press('button[value=again]');
        },
      ],
      ['outcome-already', () => show(pages.outcome('C3'))],
      ['heartbeat', () => show(pages.heartbeat())],
      ['heartbeat-thanks', () => press('button')],
      [
        'run',
        async () => {
          await pages.holdRun();
          await show(pages.run());
        },
      ],
      ['run-errors', () => press('button[value=released]')],
      [
        'run-decided',
        async () => {
          await page.fill('#name', '佐藤 恵');
          await page.fill('#comment', '取り込みの誤りでした。');
          await press('button[value=dropped]');
        },
      ],
      [
        'upload',
        async () => {
          await pages.holdUpload();
          await show(pages.upload());
        },
      ],
      ['upload-errors', () => press('button[value=take]')],
      [
        'upload-dropped',
        async () => {
          await page.fill('#name', '佐藤');
          await page.fill('#comment', '行がずれていました。');
          await press('button[value=drop]');
        },
      ],
      [
        'suspects',
        async () => {
          await pages.keepSuspects();
          await show(pages.suspects());
        },
      ],
      ['suspects-errors', () => press('button[name=accept]')],
      [
        'suspects-accepted',
        async () => {
          await page.fill('#name', '佐藤');
          await press('button[name=accept]');
        },
      ],
      ['expired', () => show(pages.expired())],
      ['not-found', () => show(`${pages.url}/a/x`)],
      [
        'approval-late',
        async () => {
          pages.world.moveTo('2027-03-16T09:00:00+09:00');
          await show(pages.approval('C4'));
        },
      ],
      [
        'too-late',
        async () => {
          pages.world.moveTo('2027-03-30T00:00:00+09:00');
          await show(pages.approval('C4'));
        },
      ],
      [
        'outcome-blocked',
        async () => {
          await pages.lose('C4');
          await show(pages.outcome('C4'));
        },
      ],
    ]);
  }

  async function* visit(steps: readonly (readonly [string, () => Promise<unknown>])[]): AsyncGenerator<string> {
    for (const [name, go] of steps) {
      await go();
      await page.waitForLoadState('load');
      yield name;
    }
  }

  it.each([
    ['ja', desktop],
    ['ja', phone],
    ['en', desktop],
    ['en', phone],
  ] as const)('are accessible in %s at %o, by day and by night', async (locale, viewport) => {
    pages = await servePages(locale);
    await open({ viewport });
    const found: string[] = [];
    let count = 0;
    for await (const name of everyPage()) {
      count += 1;
      // What is wrong is said by the page, in its language, and not by the browser.
      if (name.endsWith('-errors') && (await page.locator('[role=alert]').count()) === 0)
        found.push(`${name} says nothing`);
      await page.evaluate(axe.source);
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme });
        const path = join(pictures ?? '', `${name}-${locale}-${colorScheme}-${viewport.width}.png`);
        if (pictures) await page.screenshot({ path, fullPage: true });
        const violations: readonly string[] = await page.evaluate(violationsInPage);
        found.push(...violations.map((violation) => `${name} ${colorScheme} ${violation}`));
      }
      const overflow: number = await page.evaluate(overflowInPage);
      if (overflow > 0) found.push(`${name} is ${overflow}px too wide`);
    }
    expect(found).toEqual([]);
    expect(count).toBe(34);
  });

  describe('without a mouse and without JavaScript', () => {
    beforeEach(async () => {
      pages = await servePages('ja');
    });

    it.each([desktop, phone])('a request is approved, at %o', async (viewport) => {
      await open({ viewport, javaScriptEnabled: false });
      await page.goto(pages.approval());
      await tabTo('iframe');
      await tabTo('#name');
      await page.keyboard.type('佐藤');
      await page.keyboard.press('Enter');
      expect(pages.stateOf('C1')).toBe('awaiting-approval');
      await tabTo('#comment');
      await page.keyboard.type('確認しました');
      await tabTo('button[value=approved]');
      await page.keyboard.press('Enter');
      await expect.poll(heading).toBe('承認しました');
      expect(pages.stateOf('C1')).toBe('waiting');
      await page.reload();
      expect(await heading()).toBe('すでに承認されています');
    });

    it('what is wrong is at hand: the focus is on the field', async () => {
      await open({ javaScriptEnabled: false });
      await page.goto(pages.approval());
      await tabTo('button[value=rejected]');
      await page.keyboard.press('Space');
      await expect.poll(() => page.title()).toContain('エラー');
      expect(await page.locator('#name:focus').count()).toBe(1);
      await page.keyboard.type('佐藤');
      await tabTo('button[value=rejected]');
      await page.keyboard.press('Enter');
      await expect.poll(heading).toBe('見送りました');
    });

    it('several are read, ticked and approved', async () => {
      await open({ javaScriptEnabled: false });
      await page.goto(await pages.list());
      await tabTo('summary');
      await page.keyboard.press('Enter');
      expect(await page.locator('details pre').first().isVisible()).toBe(true);
      await tabTo('li:nth-child(2) input');
      await page.keyboard.press('Space');
      await tabTo('#name');
      await page.keyboard.type('佐藤');
      await tabTo('button[value=approved]');
      await page.keyboard.press('Enter');
      await expect.poll(heading).toBe('結果');
      expect(['C1', 'C2', 'C3'].map(pages.stateOf)).toEqual(['awaiting-approval', 'waiting', 'awaiting-approval']);
    });

    it('a mail of unknown outcome is sent again, and not by finishing a name', async () => {
      await pages.lose('C3');
      await open({ javaScriptEnabled: false });
      await page.goto(pages.outcome());
      await tabTo('#name');
      await page.keyboard.type('佐藤');
      await page.keyboard.press('Enter');
      expect(pages.stateOf('C3')).toBe('uncertain');
      await tabTo('button[value=again]');
      await page.keyboard.press('Enter');
      await expect.poll(heading).toBe('もう一度送ることにしました');
      expect(pages.stateOf('C3')).toBe('waiting');
    });

    it('a file is taken in, and dates are accepted, but not by finishing a name', async () => {
      await pages.holdUpload();
      await pages.keepSuspects();
      await open({ javaScriptEnabled: false });
      await page.goto(pages.upload());
      await tabTo('#name');
      await page.keyboard.type('佐藤');
      await page.keyboard.press('Enter');
      expect(await pages.decisionOfUpload()).toBeUndefined();
      await tabTo('button[value=take]');
      await page.keyboard.press('Enter');
      await expect.poll(heading).toBe('取り込むことに決まりました');
      expect(await pages.decisionOfUpload()).toBe('take');
      await page.goto(pages.suspects());
      await tabTo('#name');
      await page.keyboard.type('佐藤');
      await page.keyboard.press('Enter');
      expect(await page.locator('.banner').count()).toBe(0);
      await tabTo('button[value="birthday=future"]');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.locator('[role=status]').textContent()).toContain('承認を受け付けました');
    });

    it('a mail is stopped and let go again, a heartbeat answered, mail declined', async () => {
      await open({ javaScriptEnabled: false });
      await page.goto(pages.stop());
      for (const [button, said] of [
        ['stop', 'この1通は止めてあります'],
        ['resume', 'この1通を止めますか'],
      ] as const) {
        await tabTo(`button[value=${button}]`);
        await page.keyboard.press('Enter');
        await expect.poll(heading).toBe(said);
      }
      await page.goto(pages.heartbeat());
      await tabTo('button');
      await page.keyboard.press('Enter');
      await expect.poll(heading).toBe('ありがとうございます');
      await page.goto(pages.choice());
      await tabTo('button[value=stop-all]');
      await page.keyboard.press('Enter');
      await expect.poll(heading).toBe('ご案内メールをすべて停止しました');
    });
  });

  it('show who has signed in the mail too, which the frame asks for by itself', async () => {
    pages = await servePages('ja', { signIn: { issuer: 'https://id.example.jp', clientId: 'fushime', deputies: [] } });
    await open({});
    const person = { email: 'sato@minamo.example.jp', name: '佐藤 恵' };
    const [name = '', value = ''] = (await sessionCookie(pages.tools, person)).split('=');
    await page.context().addCookies([{ name, value, url: pages.url, httpOnly: true, sameSite: 'Lax' }]);
    await page.goto(pages.approval());
    expect(await page.locator('form').textContent()).toContain('佐藤 恵 としてサインインしています');
    await expect.poll(() => page.frameLocator('iframe').locator('body').textContent()).toContain('田中 花子');
    await page.locator('button[value=approved]').click();
    await expect.poll(heading).toBe('承認しました');
  });

  it('show the mail in a frame that loads nothing, runs nothing and leads nowhere', async () => {
    pages = await servePages('ja');
    await open({});
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).host));
    await page.goto(pages.mail('C2'), { waitUntil: 'networkidle' });
    const frame = page.frameLocator('iframe');
    await expect.poll(() => frame.locator('body').textContent()).toContain('高橋 健');
    await frame.locator('a').first().click({ force: true });
    await frame.locator('a').first().press('Enter');
    expect(await frame.locator('body').textContent()).toContain('高橋 健');
    expect(page.context().pages()).toHaveLength(1);
    expect(new Set(asked)).toEqual(new Set([new URL(pages.url).host]));
  });
});
