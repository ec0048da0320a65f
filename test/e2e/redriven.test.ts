import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { synthesize } from '../../local/run/synthesize.ts';
import { redrive } from './redrive.ts';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv, mailOf, openCloudOn } from './small-company.ts';
import { type Grant, withhold } from './withhold.ts';

const date = '2027-03-14';
const after = (time: string) => Date.parse(`${date}T${time}:00+09:00`);
const birthday = '2000-03-14';
const rows = [
  aCustomerRow('C1', { birthday }),
  aCustomerRow('C2', { birthday }),
  aCustomerRow('GONE', { birthday, email: 'bounce+gone@simulator.amazonses.com' }),
  aCustomerRow('HELD', { birthday, stopped: 'はい' }),
];

const stateDir = mkdtempSync(join(tmpdir(), 'redriven-'));
const copies: string[] = [];
let cloud: LocalCloud;
afterAll(async () => {
  await cloud?.close();
  for (const dir of [stateDir, ...copies]) rmSync(dir, { recursive: true, force: true });
});

/** The sound stacks, but for some of what jobs need. */
async function without(...grants: readonly Grant[]): Promise<string> {
  let outdir = await synthesize(local);
  for (const grant of grants) {
    outdir = withhold(outdir, grant);
    copies.push(outdir);
  }
  return outdir;
}

const deadLetters = () =>
  Object.fromEntries(
    Object.entries(cloud.deadLetters()).map(([id, bodies]) => [id.replace(/DeadLetters.*/, ''), bodies.length]),
  );
const queueOf = (name: string) => Object.keys(cloud.deadLetters()).find((id) => id.startsWith(name)) ?? name;
const states = async () =>
  Object.fromEntries((await readSendLog(cloud)).map(({ customer, state }) => [customer, state]));
const cardsAbout = (company: string) =>
  cloud.teams.accepted().filter(({ payload }) => JSON.stringify(payload).includes(`${company}商店`)).length;

async function reopen(outdir: string, startMs = cloud.clock.nowMs()): Promise<void> {
  await cloud?.close();
  cloud = await openCloudOn(date, { stateDir, startMs, outdir, teams: { maxPostsPerSecond: 1_000 } });
}

test('what lies in dead-letter queues is done once it is redriven: mails, feedback, cards, each once', async () => {
  const noMails = { job: 'Send', action: 'dynamodb:UpdateItem', resource: 'SendLog' };
  const noFeedback = { job: 'Feedback', action: 'dynamodb:UpdateItem', resource: 'SendLog' };
  const noCards = { job: 'Notify', action: 'dynamodb:BatchGetItem', resource: 'Customers' };
  await reopen(await without(noMails, noFeedback, noCards), after('08:45'));
  await loadFiles(cloud, [anImportFile('customers.csv', customersCsv(rows))], [aBirthdayCampaign()], () => {});
  await cloud.runUntil(after('09:00'));
  expect(cloud.mails()).toEqual([]);
  expect(deadLetters()).toMatchObject({ QueuesSend: 3, QueuesNotice: expect.any(Number) });
  expect(await states()).toEqual({ C1: 'planned', C2: 'planned', GONE: 'planned', HELD: 'stopped' });

  await reopen(await without(noFeedback, noCards));
  expect(await redriveAll('QueuesSend')).toBe(3);
  const addresses = [mailOf('C1'), mailOf('C2'), 'bounce+gone@simulator.amazonses.com'].sort();
  expect(
    cloud
      .mails()
      .flatMap(({ destinations }) => destinations)
      .sort(),
  ).toEqual(addresses);
  expect(await states()).toEqual({ C1: 'sent', C2: 'sent', GONE: 'sent', HELD: 'stopped' });
  // What became of each; that it was sent is known.
  expect(deadLetters()).toMatchObject({ QueuesFeedback: 3 });
  expect(cardsAbout('HELD')).toBe(0);

  await reopen(await synthesize(local));
  expect(await redriveAll('QueuesFeedback')).toBe(3);
  expect(await states()).toEqual({ C1: 'delivered', C2: 'delivered', GONE: 'bounced', HELD: 'stopped' });
  await redriveAll('QueuesNotice');
  expect(deadLetters()).toEqual({});
  for (const id of ['C1', 'C2', 'HELD']) expect(cardsAbout(id), id).toBe(1);

  // And nothing of it again for the rest of the day.
  await cloud.runUntil(after('23:59'));
  expect(
    cloud
      .mails()
      .flatMap(({ destinations }) => destinations)
      .sort(),
  ).toEqual(addresses);
  for (const id of ['C1', 'C2', 'HELD']) expect(cardsAbout(id), id).toBe(1);
  expect(deadLetters()).toEqual({});
}, 180_000);

async function redriveAll(queue: string): Promise<number> {
  const moved = await redrive(cloud, queueOf(queue));
  await cloud.drain();
  return moved;
}
