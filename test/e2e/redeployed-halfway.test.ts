import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, expect, test } from 'vitest';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { synthesize } from '../../local/run/synthesize.ts';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv, openCloudOn } from './small-company.ts';

const date = '2027-03-14';
const ids = Array.from({ length: 120 }, (_, n) => `C${n + 1}`);
const customers = customersCsv(ids.map((id, n) => aCustomerRow(id, { birthday: `${1960 + (n % 40)}-03-14` })));
const campaign = aBirthdayCampaign('birthday', '<p>{{name}}様、{{sender.name}}より</p>');
const renamed = { ...local, stage: { ...local.stage, sender: { ...local.stage.sender, name: '水面コーヒー' } } };

const stateDir = mkdtempSync(join(tmpdir(), 'redeployed-'));
let cloud: LocalCloud;
afterAll(async () => {
  await cloud?.close();
  rmSync(stateDir, { recursive: true, force: true });
});

test('a deployment in the middle of a run: every mail leaves once, those after it with the new words', async () => {
  cloud = await openCloudOn(date, { stateDir });
  await loadFiles(cloud, [anImportFile('customers.csv', customers)], [campaign], () => {});
  const running = runDays(cloud, { from: date, until: date }, ['Asia/Tokyo']);
  while (cloud.mails().length < 40) await new Promise((resolve) => setTimeout(resolve, 1));
  // Its functions end wherever they are.
  await Promise.all([cloud.close(), running]);
  const before = cloud.mails().length;
  expect(before).toBeLessThan(ids.length);

  const startMs = cloud.clock.nowMs();
  cloud = await openCloudOn(date, { stateDir, startMs, outdir: await synthesize(renamed) });
  expect(cloud.mails()).toHaveLength(before);
  await runDays(cloud, { from: date, until: date }, ['Asia/Tokyo']);

  const log = await readSendLog(cloud);
  const uncertain = log.filter(({ state }) => state === 'uncertain').map(({ customer }) => customer);
  expect(new Set(log.map(({ state }) => state).filter((state) => state !== 'uncertain'))).toEqual(
    new Set(['delivered']),
  );
  const mailed = cloud.mails().flatMap(({ destinations }) => destinations);
  expect([...mailed, ...uncertain.map((id) => `${id.toLowerCase()}@example.com`)].sort()).toEqual(
    ids.map((id) => `${id.toLowerCase()}@example.com`).sort(),
  );
  // What one function had in its hands, at most.
  expect(uncertain.length).toBeLessThanOrEqual(10);
  const senders = await Promise.all(
    cloud.mails().map(async ({ raw }) => /、(.*)より/.exec((await PostalMime.parse(raw)).html ?? '')?.[1]),
  );
  expect(new Set(senders.slice(0, before))).toEqual(new Set([local.stage.sender.name]));
  expect(new Set(senders.slice(before))).toEqual(new Set(['水面コーヒー']));
  expect(cloud.deadLetters()).toEqual({});
}, 180_000);
