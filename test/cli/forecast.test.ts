import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aBirthdayCampaign } from '../e2e/small-company.ts';
import { aFolder } from './a-folder.ts';
import { runFushime } from './run-fushime.ts';

const list = `顧客ID,氏名,顧客メールアドレス,誕生日,配信同意,最終メール送信日(誕生日)
C1,山田,c1@example.com,2000-03-14,はい,2026-03-14
C2,鈴木,c2@example.com,2000-03-15,はい,2027-03-15
C3,佐藤,c3@example.com,2000-03-16,はい,
C4,高橋,c4@example.com,2000-03-20,はい,
`;

/** Lines as `date customer decision reason`. */
async function forecast(...args: readonly string[]): Promise<readonly string[]> {
  const { key, text } = aBirthdayCampaign();
  const taking = text.replace('---\n', '---\nlastSentColumn: 最終メール送信日(誕生日)\n');
  const folder = await aFolder({ 'customers.csv': list, [join('templates', key)]: taking });
  const files = ['--data', join(folder, 'customers.csv'), '--templates', join(folder, 'templates')];
  const { stdout } = await runFushime('forecast', ...args, ...files, '--json');
  const lines: readonly Readonly<Record<string, string>>[] = JSON.parse(stdout);
  return lines.map(({ date, customer, decision, reason }) => [date, customer, decision, reason].join(' ').trim());
}

describe('fushime forecast', () => {
  it('says who gets what on its days, and nothing of what was sent before', async () => {
    expect(await forecast('--from', '2027-03-14', '--days', '3')).toEqual([
      '2027-03-14 C1 send',
      '2027-03-15 C2 skip already-sent',
      '2027-03-16 C3 send',
    ]);
  });
});
