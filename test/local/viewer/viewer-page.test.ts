import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHttpEndpoint } from '../../../local/endpoints/http-endpoint.ts';
import { startViewer, type Viewer } from '../../../local/viewer/start-viewer.ts';
import { type ACloud, aCard, aCloud, aSendRow, aViewedMail } from './a-cloud.ts';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const PHONE = { width: 390, height: 844 };

if (CHROMIUM === undefined) console.warn('Skipped: the viewer in a browser. There is no system Chromium here.');

describe.skipIf(CHROMIUM === undefined)('the viewer in a browser', () => {
  let browser: Browser;
  let viewer: Viewer;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
  });
  afterEach(async () => {
    await page.context().close();
    await viewer.close();
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(() => browser.close());

  async function open(cloud: ACloud, hash = '', { locale = 'ja-JP', viewport = { width: 1280, height: 800 } } = {}) {
    viewer = await startViewer({ backend: cloud, port: 0, locale: 'ja' });
    page = await (await browser.newContext({ locale, viewport })).newPage();
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(`${viewer.url}/${hash}`);
  }

  it('shows each mail as HTML, as text and as it was sent', async () => {
    const html = '<h1>おめでとう</h1>';
    const mail = await aViewedMail('m-1', {
      subject: 'お誕生日',
      html,
      text: '文字だけの本文',
      unsubscribeUrl: 'https://a.jp/u',
    });
    await open(
      aCloud({ mails: [mail, await aViewedMail('m-2', { to: { name: '佐藤', address: 'sato@example.jp' } })] }),
    );

    await page.getByRole('link', { name: /山田 太郎/ }).click();
    await expect.poll(() => page.frameLocator('iframe').locator('h1').textContent()).toBe('おめでとう');
    await page.getByRole('tab', { name: 'テキスト' }).click();
    await expect.poll(() => page.getByRole('tabpanel').textContent()).toBe('文字だけの本文');
    await page.getByRole('tab', { name: 'ソース' }).click();
    await expect
      .poll(() => page.getByRole('row', { name: /List-Unsubscribe / }).textContent())
      .toContain('https://a.jp/u');
    expect(await page.locator('pre.raw').textContent()).toBe(Buffer.from(mail.raw).toString('utf8'));
  });

  it('lets a mail neither load anything from elsewhere nor run a script', async () => {
    const asked: string[] = [];
    const elsewhere = await startHttpEndpoint(({ url }) => {
      asked.push(url.pathname);
      return { status: 200 };
    });
    const remote = `<img src="${elsewhere.url}/img"><link rel="stylesheet" href="${elsewhere.url}/css">`;
    const html = `${remote}<p>本文</p><p id="end">そのまま</p><script>end.textContent = "書き換え"</script>`;
    await open(aCloud({ mails: [await aViewedMail('m-1', { html })] }));

    await expect.poll(() => page.frameLocator('iframe').locator('#end').textContent()).toBe('そのまま');
    await page.goto(`${viewer.url}/mails/m-1/body`, { waitUntil: 'networkidle' });
    expect(await page.locator('#end').textContent()).toBe('そのまま');
    expect(asked).toEqual([]);
    await elsewhere.close();
  });

  it('finds mails by whom they went to', async () => {
    const mails = [
      await aViewedMail('m-1'),
      await aViewedMail('m-2', { to: { name: '佐藤 花子', address: 'sato@example.jp' } }),
    ];
    await open(aCloud({ mails }));

    await page.getByRole('searchbox').fill('SATO');

    await expect.poll(() => page.locator('.mail-line').count()).toBe(1);
    expect(await page.locator('.mail-line').textContent()).toContain('佐藤 花子');
  });

  it('shows what customers are called as text, whatever it is', async () => {
    const name = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
    const mails = [await aViewedMail('m-1', { to: { name, address: 'x@example.jp' }, subject: name })];
    const cloud = aCloud({ mails, rows: [aSendRow()], names: new Map([['C0001', name]]), cards: [aCard(name)] });
    await open(cloud);

    await expect.poll(() => page.locator('.mail-to').textContent()).toBe(name);
    await expect.poll(() => page.locator('.mail-head h2').textContent()).toBe(name);
    await page.getByRole('link', { name: '送信ログ' }).click();
    await expect.poll(() => page.locator('.col-customer strong').textContent()).toBe(name);
    await page.getByRole('link', { name: 'Teams' }).click();
    await expect.poll(() => page.locator('.ac-textBlock').textContent()).toBe(name);
    expect(await page.locator('main img, main script').count()).toBe(0);
  });

  it('shows a payload for Teams as a card, and as JSON', async () => {
    await open(aCloud({ cards: [aCard('**送信しました**：[山田](https://crm.example.jp/1)')] }), '#/teams');

    await expect.poll(() => page.locator('.ac-adaptiveCard strong').textContent()).toBe('送信しました');
    expect(await page.getByRole('link', { name: '山田' }).getAttribute('href')).toBe('https://crm.example.jp/1');
    expect(await page.locator('.ac-pushButton').textContent()).toBe('開く');
    await page.getByRole('button', { name: 'JSON' }).click();
    await expect.poll(() => page.locator('.post pre').textContent()).toContain('"type": "AdaptiveCard"');
  });

  it('tells of each send its state and reason, and leads to its mail', async () => {
    const stopped = aSendRow({ customer: 'C0002', state: 'stopped', reason: 'stop-flag', messageId: '' });
    await open(aCloud({ mails: [await aViewedMail('m-1')], rows: [aSendRow(), stopped] }), '#/log');

    await page.locator('.chips').getByRole('link', { name: '停止フラグ' }).click();
    await expect.poll(() => page.locator('.sends tbody tr').count()).toBe(1);
    const row = (await page.locator('.sends tbody tr').textContent()) ?? '';
    expect(row).toContain('自動メール停止フラグ');
    expect(row).toContain('stop-flag');
    await page.locator('.chips').getByRole('link', { name: '送信済み' }).click();
    await page.getByRole('link', { name: /のメールを見る/ }).click();
    await expect.poll(() => page.locator('.mail-head h2').textContent()).toBe('お誕生日おめでとうございます');
  });

  it('moves the clock to the next day or to a chosen one, and shows the mails that come of it', async () => {
    const cloud = aCloud({
      run: async () => void cloud.state.mails.push(await aViewedMail(`m-${cloud.runs.length}`)),
    });
    await open(cloud);

    await page.getByRole('button', { name: '次の日へ' }).click();
    await expect.poll(() => page.locator('.clock-day').textContent()).toBe('2027年3月15日(月)');
    await expect.poll(() => page.locator('.mail-line').count()).toBe(1);
    await page.getByLabel('実行する日').fill('2027-03-20');
    await page.getByRole('button', { name: 'この日まで実行' }).click();
    await expect.poll(() => page.locator('.clock-day').textContent()).toBe('2027年3月20日(土)');
    await expect.poll(() => page.locator('.mail-line').count()).toBe(2);
    expect(cloud.runs).toEqual(['2027-03-15', '2027-03-20']);
  });

  it('takes a dropped campaign file and shows what is wrong beside its lines', async () => {
    const problem = {
      file: 'campaigns/spring.hbs',
      line: 2,
      column: 10,
      message: { ja: '" " で囲んでください', en: 'Quote it' },
    };
    const cloud = aCloud({ outcome: { kind: 'rejected', problems: [problem] } });
    await open(cloud);

    const text = '---\nsubject: {{氏名}}様\n---\n<p>春</p>\n';
    // As text: the tests are not compiled for a browser.
    const files = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(text)}], 'spring.hbs'));
      return transfer;
    })()`);
    await page.dispatchEvent('main', 'dragenter', { dataTransfer: files });
    await expect.poll(() => page.locator('.drop-veil').isVisible()).toBe(true);
    await page.dispatchEvent('main', 'drop', { dataTransfer: files });

    await expect.poll(() => page.locator('.wrong').textContent()).toContain('subject: {{氏名}}様');
    expect(await page.locator('.wrong mark').textContent()).toBe('{{氏名}}');
    expect(await page.locator('.problem').textContent()).toContain('2行目 10文字目" " で囲んでください');
    expect(cloud.uploads).toEqual([{ key: 'campaigns/spring.hbs', text }]);
  });

  it('says what was published, in the language that was chosen', async () => {
    const cloud = aCloud({ outcome: { kind: 'published', campaigns: ['春'], nextRun: '2027-04-01', due: 12 } });
    await open(cloud, '', { locale: 'en-GB' });

    await page
      .locator('#file-picker')
      .setInputFiles({ name: 'a.hbs', mimeType: '', buffer: Buffer.from('---\n---\n') });
    await expect.poll(() => page.locator('.upload').textContent()).toContain('Next run: Thu 1 April');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: '日本語' }).click();

    await expect.poll(() => page.getByRole('link', { name: '送信ログ' }).isVisible()).toBe(true);
  });

  it('works from the keyboard', async () => {
    const mails = [await aViewedMail('m-1', { subject: '一通目' }), await aViewedMail('m-2', { subject: '二通目' })];
    await open(aCloud({ mails }));
    await expect.poll(() => page.locator('.mail-head h2').textContent()).toBe('二通目');

    await page.locator('.mail-line').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('.mail-head h2').textContent()).toBe('一通目');
    await page.getByRole('tab', { name: 'HTML' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.getByRole('tab', { name: 'テキスト' }).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('/');
    await expect.poll(() => page.getByRole('searchbox').evaluate((field) => field.matches(':focus'))).toBe(true);
  });

  it.each(['#/mails', '#/teams', '#/log', '#/campaigns', '#/troubles'])('fits a phone: %s', async (hash) => {
    const rows = [aSendRow({ state: 'skipped', reason: 'missing-value:name' })];
    const campaigns = [{ id: 'birthday', name: '誕生日'.repeat(20), state: 'live' as const, problems: [] }];
    const troubles = [{ kind: 'failure' as const, source: 'Send', detail: 'x'.repeat(500) }];
    const mails = [await aViewedMail('m-1', { subject: '長い件名'.repeat(20) })];
    const cards = [aCard('長い本文'.repeat(50))];
    await open(aCloud({ rows, campaigns, troubles, mails, cards }), hash, { viewport: PHONE });

    await expect.poll(() => page.locator('main article, main a, main tr').count()).toBeGreaterThan(0);
    const widest = await page.evaluate('document.documentElement.scrollWidth');
    expect(widest).toBe(PHONE.width);
    const sideways = await page.evaluate(
      '[...document.querySelectorAll("main .scroll")].filter((box) => box.scrollWidth > box.clientWidth).length',
    );
    expect(sideways).toBe(0);
  });
});
