import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { beforeAll, expect, test } from 'vitest';
import { composeMime } from '../../lambda/adapters/ses/compose-mime.ts';
import { checkWeek } from './checker/check-week.ts';
import { type Handlers, loadHandlers } from './functions/prepare.ts';
import { readMime } from './services/read-mime.ts';
import { simulateWeek } from './week.ts';

let handlers: Handlers;

beforeAll(async () => {
  handlers = await loadHandlers();
});

test('the same seed is the same week, to the last line, in this process and in another one', async () => {
  const hashes = [await simulateWeek(6, handlers), await simulateWeek(6, handlers)].map(({ trace }) => trace.hash());
  const run = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'run.ts'), '--seeds', '1', '--first', '6', '--trace'],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
  const elsewhere = /^seed 6 {2}([0-9a-f]{16})$/m.exec(run.stdout)?.[1];
  expect([...hashes, elsewhere]).toEqual([hashes[0], hashes[0], hashes[0]]);
});

test.each([1, 2, 3, 4, 5, 7, 8])('nothing that never should happens in week %i', async (seed) => {
  const { records } = await simulateWeek(seed, handlers);
  expect(checkWeek(records)).toEqual([]);
});

test('the simulation reads mails as an independent parser does', async () => {
  const mail = {
    from: { name: '株式会社みなも', address: 'info@minamo.example.jp' },
    to: { name: '花子0012', address: 'c12@example.com' },
    subject: '契約更新のご案内 第12版 花子0012 2027-03-14 P5D とても長い件名でも読めること',
    html: '<p>花子0012様</p>',
    text: '花子0012様',
    tags: {},
  };
  const mime = await composeMime(mail, 0);
  const { subject, text, html } = await PostalMime.parse(mime);
  const read = readMime(mime.toString('latin1'));
  expect(read.subject).toBe(subject);
  expect(read.text).toContain(text?.trim());
  expect(read.text).toContain(html?.trim());
});
