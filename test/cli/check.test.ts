import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aCampaignFile } from '../domain/campaign-file/a-campaign-file.ts';
import { aFolder } from './a-folder.ts';
import { runFushime } from './run-fushime.ts';

const customers = '顧客ID,氏名,会員ランク,ポイント\nC1,山田,A,3\n';

describe('fushime check', () => {
  it('asks once for the data whose columns a file may mean, and takes them when it gets it', async () => {
    const dir = await aFolder({
      'campaigns/rank.hbs': aCampaignFile(
        { where: '{ 会員ランク: A }' },
        '<p>{{会員ランク}} {{customer.ポイント}}</p>',
      ),
      'customers.csv': customers,
    });
    const file = join(dir, 'campaigns/rank.hbs');
    const alone = await runFushime('check', file);
    expect(alone.exitCode).toBe(1);
    expect(alone.stdout).toContain(`${file}:6:10: 会員ランク という項目はありません。`);
    expect(alone.stdout.match(/--data/g)).toHaveLength(2);
    expect(alone.stdout).toContain(
      '「会員ランク」「customer.ポイント」が自社の表の列であれば、その表を --data で渡してください（例: --data customers.csv）。',
    );
    expect(JSON.parse((await runFushime('check', '--json', file)).stdout)).toMatchObject({
      ok: false,
      hints: [expect.stringContaining('--data')],
    });

    const withData = await runFushime('check', file, '--data', join(dir, 'customers.csv'));
    expect(withData).toMatchObject({ exitCode: 0, stdout: '1 file(s), no mistakes.\n' });
  });

  it('says nothing of data where it was given, or where data could not help', async () => {
    const dir = await aFolder({
      'campaigns/known.hbs': aCampaignFile({ where: '"startWith(customer.name)"' }, '{{#if 氏名}}'),
      'campaigns/typo.hbs': aCampaignFile({}, '<p>{{会員ラング}}</p>'),
      'customers.csv': customers,
    });
    const known = await runFushime('check', join(dir, 'campaigns/known.hbs'));
    expect(known).toMatchObject({ exitCode: 1, stdout: expect.not.stringContaining('--data') });
    const typo = await runFushime('check', join(dir, 'campaigns/typo.hbs'), '--data', join(dir, 'customers.csv'));
    expect(typo).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('もしかして: 会員ランク') });
    expect(typo.stdout).not.toContain('--data');
  });

  it('judges by the settings of the stage that it is told', async () => {
    const dir = await aFolder({ 'campaigns/second.hbs': aCampaignFile({ secondPerson: 'true' }) });
    const file = join(dir, 'campaigns/second.hbs');
    expect(await runFushime('check', file, '--stage', 'prod')).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('secondPerson'),
    });
    expect(await runFushime('check', file, '--stage', 'elsewhere')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Stages: local, prod'),
    });
  });

  it('says of a folder that its files are to be named', async () => {
    const dir = await aFolder({ 'campaigns/rank.hbs': aCampaignFile() });
    const told = await runFushime('check', dir);
    expect([told.exitCode, told.stderr]).toEqual([2, `fushime: ${dir} is a folder: name the files in it.\n`]);
  });
});
