import { expect, test } from 'vitest';
import { importUpload } from '../../lambda/use-cases/import/import-upload.ts';
import { aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';
import { anImportBucket } from './an-import-bucket.ts';
import { anEvent, anIntake } from './events/an-intake.ts';

const column = '送信済';
const version = aVersion({ lastSentColumn: column });
const heading = `ID,氏名,メールアドレス,誕生日,${column}`;
const row = (sent: string) => `C1,山田 花子,hanako@example.com,2000-03-16,${sent}`;

test('a file that knows less of what an earlier system sent takes nothing back: nobody is mailed twice', async () => {
  const world = aWorld();
  await world.goLive(version);
  const { files, put } = anImportBucket();
  const bringIn = async (name: string, text: string, at: string) => {
    const key = `imports/${name}`;
    const etag = put(key, `${text}\n`);
    await importUpload({ ...world.tools, files, hasTime: () => true }, { kind: 'created', key, at, etag });
  };
  await bringIn('customers-1.csv', `${heading}\n${row('2027/3/13')}`, '2027-03-14T00:10:00.000Z');
  await bringIn('customers-2.csv', `${heading}\n${row('2026/3/16')}`, '2027-03-14T00:20:00.000Z');
  await bringIn('customers-3.csv', `${heading}\n${row('')}`, '2027-03-14T00:30:00.000Z');
  world.moveTo('2027-03-16T09:00:00+09:00');
  await world.run('birthday', '2027-03-16');
  await world.sendAll();
  expect(world.rows().map(({ state, reason }) => [state, reason])).toEqual([['skipped', 'already-sent']]);
  expect(world.mails).toEqual([]);
});

test('nor does an event', async () => {
  const { take, keep, fields, goLive } = await anIntake();
  await goLive(version);
  await keep({ type: 'customer', id: 'C1', fields: { name: '山田', [column]: '2027/3/13' } });
  await take(anEvent('customer.upserted', { customer: { id: 'C1', name: '田中', [column]: null } }));
  expect(await fields('customer', 'C1')).toEqual({ name: '田中', [column]: '2027/3/13' });
});
