import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paginateListQueues, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, test } from 'vitest';
import { dynoxidePath } from '../../../local/cloud/engines/dynoxide.ts';
import { localAccessKeyId } from '../../../local/cloud/functions/function-env.ts';
import { startLocalCloud } from '../../../local/cloud/start-local-cloud.ts';
import { synthesizeTinyApp } from './tiny-app.ts';

/** Both, where this machine has both. */
const engines = (['dynoxide', 'dynalite'] as const).filter(
  (name) => name === 'dynalite' || dynoxidePath() !== undefined,
);
const startMs = Date.parse('2027-03-13T23:30:00Z');
let outdir: string;

beforeAll(() => {
  outdir = synthesizeTinyApp();
});

test.each(engines)('everything is there again after a restart on %s', async (engine) => {
  const stateDir = mkdtempSync(join(tmpdir(), 'tiny-state-'));
  const first = await startLocalCloud({ outdir, startMs, stateDir, engine });
  await first.putObject('in/a', 'あ');
  await first.invoke('worker', { do: 'send', body: '{"fail":true}' });
  await first.drain();
  // Not drained: it stays on the queue.
  await first.invoke('worker', { do: 'send', body: '{"do":"put","pk":"late"}' });
  const daily = { do: 'schedule', name: 'daily', expression: 'cron(0 9 * * ? *)', input: '{"do":"put","pk":"daily"}' };
  await first.invoke('worker', daily);
  const stoppedMs = first.clock.nowMs();
  await first.close();

  const second = await startLocalCloud({ outdir, stateDir, engine });
  const note = (pk: string) =>
    second.dynamo
      .send(new GetCommand({ TableName: second.variable('TABLE'), Key: { pk } }))
      .then(({ Item }) => Item?.pk);
  expect(second.clock.nowMs()).toBeGreaterThanOrEqual(stoppedMs);
  expect((await second.readObject('in/a'))?.toString('utf8')).toBe('あ');
  expect(Object.values(second.deadLetters())).toEqual([['{"fail":true}']]);
  expect(await note('Object Created in/a')).toBe('Object Created in/a');
  expect(await note('late')).toBeUndefined();
  await second.drain();
  expect(await note('late')).toBe('late');
  await second.runUntil(Date.parse('2027-03-14T00:00:00Z'));
  expect(await note('daily')).toBe('daily');
  expect(second.failures()).toEqual([]);
  await second.close();
});

test('a clock that is put back finds its schedules due again', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'tiny-state-'));
  const first = await startLocalCloud({ outdir, startMs, stateDir });
  const input = '{"do":"put","pk":"daily"}';
  await first.invoke('worker', { do: 'schedule', name: 'daily', expression: 'cron(0 9 * * ? *)', input });
  await first.runUntil(Date.parse('2027-03-20T00:00:00Z'));
  await first.close();

  const second = await startLocalCloud({ outdir, startMs, stateDir });
  await second.runUntil(Date.parse('2027-03-14T00:00:00Z'));
  const puts = second.logs().filter(({ text }) => text === input);
  expect(puts).toHaveLength(1);
  expect(second.calls().some(({ functionName }) => functionName.startsWith('Tick'))).toBe(true);
  await second.close();
});

test('links of before lead to the pages again, unless somebody has taken their port', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'tiny-state-'));
  const first = await startLocalCloud({ outdir, startMs, stateDir });
  const { pagesUrl } = first;
  await first.close();

  const second = await startLocalCloud({ outdir, stateDir });
  expect(second.pagesUrl).toBe(pagesUrl);
  const third = await startLocalCloud({ outdir, stateDir: cpState(stateDir) });
  expect(third.pagesUrl).not.toBe(pagesUrl);
  expect((await fetch(`${third.pagesUrl}/hello/you`)).status).toBe(201);
  await Promise.all([second.close(), third.close()]);
});

function cpState(stateDir: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'tiny-state-'));
  cpSync(join(stateDir, 'cloud.json'), join(copy, 'cloud.json'));
  return copy;
}

test('queues answer by the addresses under which they are listed after a restart', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'tiny-state-'));
  await (await startLocalCloud({ outdir, startMs, stateDir })).close();
  const { proxyUrl: endpoint, region, close } = await startLocalCloud({ outdir, stateDir });
  const credentials = { accessKeyId: localAccessKeyId, secretAccessKey: 'local' };
  const client = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
  const urls: string[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client }, {})) urls.push(...QueueUrls);
  expect(urls.length).toBeGreaterThan(1);
  for (const QueueUrl of urls) expect(await client.send(new ReceiveMessageCommand({ QueueUrl }))).toBeDefined();
  client.destroy();
  await close();
});

test('what a function was doing when the cloud was closed comes back, and is no failure', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'tiny-state-'));
  const first = await startLocalCloud({ outdir, startMs, stateDir });
  await first.invoke('worker', { do: 'send', body: '{"do":"hang"}' });
  const draining = first.drain();
  while (first.logs().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await first.close();
  await draining;
  expect(first.failures()).toEqual([]);

  const second = await startLocalCloud({ outdir, stateDir });
  expect(second.deadLetters()).toEqual({});
  await second.drain();
  expect(second.failures().map(({ kind }) => kind)).toEqual(['timeout', 'timeout']);
  expect(Object.values(second.deadLetters())).toEqual([['{"do":"hang"}']]);
  await second.close();
});
