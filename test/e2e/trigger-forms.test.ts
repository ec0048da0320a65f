import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleFiles } from '../../cli/data-files.ts';
import { readTemplates } from '../../cli/read-templates.ts';
import { starterTemplatesDir } from '../../cli/starter-templates.ts';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { eveOfDayMs } from '../../local/run/day-bounds.ts';
import { isCustomerMail } from '../../local/run/is-customer-mail.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { openCloud } from '../../local/run/open-cloud.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';

const zones = ['Asia/Tokyo'];
const from = '2027-03-30';
const until = '2027-04-01';
const once = {
  key: 'campaigns/one-off.hbs',
  text: `---
name: 春のお知らせ
trigger: { once: 2027-03-31 }
category: contract
subject: "{{default name '担当者'}}様へのお知らせ"
---
<p>本社を移転しました。</p>
`,
};

/** What each starter campaign, and so each trigger form, is expected to be about. */
const forms: readonly (readonly [form: string, campaign: string, subject: RegExp])[] = [
  ['a birthday', 'birthday', /誕生日/],
  ['a week before the birthday', 'birthday-week-before', /誕生日/],
  ['years since a purchase', 'purchase-anniversary', /\d+周年/],
  ['3 months, 1 month and 1 week before a contract ends', 'contract-renewal', /契約/],
  ['a contract that ends within 3 months', 'contracts-ending-soon', /更新準備/],
  ['a delivery, to the enrolled', 'program-delivery', /./],
  ['the next delivery of a program, to the enrolled', 'program-next-delivery', /./],
  ['the day after an event', 'document-follow-up', /./],
  ['the first working day of the month', 'monthly-letter', /./],
  ['a single day', 'one-off', /様へのお知らせ/],
];

describe('the local cloud, over three days with the sample company and the starter campaigns', () => {
  let cloud: LocalCloud;
  let rows: readonly SendRow[];

  beforeAll(async () => {
    cloud = await openCloud({ deployment: local, startMs: eveOfDayMs(from, zones), onProgress: () => {} });
    const starters = await readTemplates(starterTemplatesDir('ja'));
    await loadFiles(cloud, sampleFiles(from), [...starters, once], () => {});
    await runDays(cloud, { from, until }, zones);
    rows = await readSendLog(cloud);
  });
  afterAll(() => cloud?.close());

  test.each(forms)('mails on %s', async (_form, campaign, subject) => {
    const sent = rows.filter((row) => row.campaign === campaign && row.state === 'delivered');
    expect(sent.length).toBeGreaterThan(0);
    const mail = cloud.mails().find(({ messageId }) => messageId === sent[0]?.messageId);
    const parsed = await PostalMime.parse(mail?.raw ?? '');
    expect(parsed.subject).toMatch(subject);
    expect(parsed.html).toMatch(/^<!doctype html>|<p>/i);
    expect(parsed.text).not.toMatch(/\{\{|<p/);
  });

  test('mails every occurrence once', () => {
    const sent = rows.filter(({ messageId }) => messageId !== '');
    expect(cloud.mails().filter(isCustomerMail)).toHaveLength(sent.length);
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(sent.length);
  });

  test('gives every candidate a final state', () => {
    const final = ['delivered', 'skipped', 'stopped', 'awaiting-approval'];
    // What an earlier system sent is in the log, and no event will tell of it.
    const open = rows.filter(({ state, reason }) => !final.includes(state) && reason !== 'taken-over');
    expect(open).toEqual([]);
  });

  test('is denied nothing, fails nowhere, leaves nothing in a dead-letter queue, and never scans a table', () => {
    expect(cloud.failures()).toEqual([]);
    expect(cloud.deadLetters()).toEqual({});
    const scans = cloud
      .calls()
      .filter(({ operation, functionName }) => operation.endsWith(':Scan') && functionName !== 'local');
    expect(scans).toEqual([]);
  });

  test('logs nothing personal, and at most 300 bytes a mail in the sender', () => {
    const written = cloud
      .logs()
      .map(({ text }) => text)
      .join('\n');
    expect(written).not.toMatch(/@/);
    expect(written).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
    const sender = cloud.parts.functions.find(({ environment }) => environment.CONFIGURATION_SET !== undefined);
    expect(cloud.logSizeBytes(sender?.logicalId) / cloud.mails().length).toBeLessThanOrEqual(300);
  });

  test('tells people in cards of at most 20 KB', () => {
    expect(cloud.cards().length).toBeGreaterThan(0);
    for (const { raw, status } of cloud.cards()) {
      expect(status).toBe(202);
      expect(raw.byteLength).toBeLessThanOrEqual(20 * 1024);
    }
  });

  test('mails nobody again when every schedule fires a second time', async () => {
    const before = { mails: cloud.mails().length, rows: await readSendLog(cloud) };
    const runs = new Map(before.rows.map(({ campaign, dueOn }) => [`${campaign}#${dueOn}`, { campaign, dueOn }]));
    for (const [messageId, { campaign, dueOn }] of runs) {
      const body = JSON.stringify({ kind: 'run', campaign, scheduledTime: `${dueOn}T00:00:00Z` });
      await cloud.invoke('plan', { Records: [{ messageId, body }] });
    }
    await cloud.drain();
    expect(cloud.mails()).toHaveLength(before.mails);
    expect(await readSendLog(cloud)).toEqual(before.rows);
  });
});
