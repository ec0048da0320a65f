import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCampaignFile, type Settings } from '../domain/campaign-file/a-campaign-file.ts';
import { aFolder } from './a-folder.ts';
import { runFushime } from './run-fushime.ts';

const date = '2027-03-14';
const customers =
  '顧客ID,氏名,メールアドレス,誕生日\nC1,山田,yamada@example.com,\nC2,田中,tanaka@example.com,2000-03-20\n';
const contracts = '契約ID,顧客ID,契約名,契約終了日\nK1,C1,保守,2026-12-31\n';

async function preview(settings: Settings, body: string, customer = 'C1') {
  const dir = await aFolder({
    'campaigns/test.hbs': aCampaignFile(settings, body),
    'customers.csv': customers,
    'contracts.csv': contracts,
  });
  const data = ['customers.csv', 'contracts.csv'].map((name) => join(dir, name));
  const asked = ['--customer', customer, '--date', date, '--data', ...data, '--json'];
  const { exitCode, stdout, stderr } = await runFushime('preview', join(dir, 'campaigns/test.hbs'), ...asked);
  return { exitCode, stderr, mail: stdout === '' ? undefined : JSON.parse(stdout) };
}

const renewal = { trigger: '{ before: contract.endDate, offsets: [P3M, P1W] }', subject: '{ P3M: 三, P1W: 一 }' };
const ending = '<p>{{氏名}} {{契約.契約名}} {{contract.endDate}} {{daysLeft}}</p>';

describe('fushime preview', () => {
  it('shows the mail of the next day on which something is due', async () => {
    const { exitCode, mail } = await preview({}, '<p>{{氏名}}</p>', 'C2');
    expect(exitCode).toBe(0);
    expect(mail).toMatchObject({ date: '2027-03-20', decision: 'send', remark: expect.stringContaining('2027-03-20') });
  });

  it('shows the last mail that was due where nothing is due any more', async () => {
    const { exitCode, mail } = await preview(renewal, ending);
    expect(exitCode).toBe(0);
    expect(mail).toMatchObject({ date: '2026-12-24', offset: 'P1W', subject: '一', text: '山田 保守 2026-12-31 7\n' });
    expect(mail.remark).toBe('not due on 2027-03-14 or within a year after it; this is the mail of 2026-12-24');
  });

  it('makes an occasion up for a customer who has none', async () => {
    const { exitCode, mail } = await preview(renewal, ending, 'C2');
    expect(exitCode).toBe(0);
    expect(mail).toMatchObject({ to: '田中 <tanaka@example.com>', offset: 'P3M', subject: '三', decision: 'none' });
    expect(mail).toMatchObject({ date: '2026-12-14', text: '田中 契約名 2027-03-14 90\n' });
    expect(mail.remark).toBe(
      'nothing is due for C2 within a year of 2027-03-14; this mail is made up with sample values, for an occasion on 2027-03-14',
    );
  });

  it('makes an event up for a customer of whom there is none, and says what stays empty', async () => {
    const body = '<p>{{氏名}} {{event.title}} {{event.page}}</p>';
    const { exitCode, mail } = await preview({ trigger: '{ event: downloaded, delay: P1D }' }, body);
    expect(exitCode).toBe(0);
    expect(mail).toMatchObject({ date, decision: 'none', text: '山田 Sample\n' });
    expect(mail.remark).toMatch(/made up with sample values.*; empty: event\.page$/);
  });

  it('counts one year for a customer whose date is not known', async () => {
    const { mail } = await preview({ subject: '"{{years}}周年"' }, '<p>{{birthday}}</p>');
    expect(mail).toMatchObject({ date, subject: '1周年', text: '2026-03-14\n', decision: 'none' });
  });

  it.each([
    ['2027-03-01', 'send'],
    ['2024-03-01', 'none'],
  ])('shows an announcement whose day, %s, has passed', async (day, decision) => {
    const { exitCode, stderr, mail } = await preview({ trigger: `{ once: ${day} }` }, '<p>{{氏名}} {{date}}</p>');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(mail).toMatchObject({ date: day, decision, text: `山田 ${day}\n` });
  });

  it('tells of mistakes instead where the file has any', async () => {
    const { exitCode, stderr, mail } = await preview({ trigger: '{ once: 2027-03-01 }' }, '<p>{{oops}}</p>');
    expect({ exitCode, mail }).toEqual({ exitCode: 1, mail: undefined });
    expect(stderr).toContain('campaigns/test.hbs:7:6: oops');
  });
});
