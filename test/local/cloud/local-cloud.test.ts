import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynoxidePath } from '../../../local/cloud/engines/dynoxide.ts';
import { localAccessKeyId } from '../../../local/cloud/functions/function-env.ts';
import type { LocalCloud } from '../../../local/cloud/local-cloud.ts';
import { startLocalCloud } from '../../../local/cloud/start-local-cloud.ts';
import { synthesizeTinyApp } from './tiny-app.ts';

/** Both, where this machine has both. */
const engines = (['dynoxide', 'dynalite'] as const).filter(
  (name) => name === 'dynalite' || dynoxidePath() !== undefined,
);
const startMs = Date.parse('2027-03-13T23:30:00Z');
let outdir: string;
let cloud: LocalCloud;

beforeAll(async () => {
  outdir = synthesizeTinyApp();
});

/** The keys in the cloud's table, in order. */
async function notes(of: LocalCloud): Promise<readonly string[]> {
  const { Items = [] } = await of.dynamo.send(new ScanCommand({ TableName: of.variable('TABLE') }));
  return Items.map(({ pk }) => String(pk)).sort();
}

describe.each(engines)('on %s', (engine) => {
  beforeAll(async () => {
    cloud = await startLocalCloud({ outdir, startMs, engine, timeZone: 'Asia/Tokyo' });
  });
  afterAll(() => cloud.close());

  test('an upload goes by rule, queue and function into the table', async () => {
    await cloud.putObject('in/お知らせ 1.txt', 'こんにちは');
    await cloud.putObject('elsewhere/2.txt', 'nobody listens');
    await cloud.drain();

    expect(cloud.failures()).toEqual([]);
    expect(await notes(cloud)).toEqual(['Object Created in/お知らせ 1.txt']);
    expect(await cloud.invoke('worker', { do: 'get', key: 'in/お知らせ 1.txt' })).toEqual({ result: 'こんにちは' });
  });

  test('what a function writes to the bucket raises events too, and so does what goes away', async () => {
    await cloud.invoke('worker', { do: 'write', key: 'in/mine.txt', body: 'x' });
    await cloud.deleteObject('in/お知らせ 1.txt');
    await cloud.drain();

    expect(await notes(cloud)).toEqual(
      expect.arrayContaining(['Object Created in/mine.txt', 'Object Deleted in/お知らせ 1.txt']),
    );
    expect(await cloud.listObjects('in/')).toEqual(['in/mine.txt']);
    expect(await cloud.readObject('in/お知らせ 1.txt')).toBeUndefined();
  });

  test('functions see the virtual time, and calls are recorded with who made them', async () => {
    const { Item } = await cloud.dynamo.send(
      new GetCommand({ TableName: cloud.variable('TABLE'), Key: { pk: 'Object Created in/mine.txt' } }),
    );
    expect(Item?.day).toBe('2027-03-13');
    const put = cloud.calls().find(({ operation }) => operation === 'dynamodb:PutItem');
    expect(put?.functionName).toMatch(/^Worker/);
    expect(put?.status).toBe(200);
  });
});

describe('wired from the templates', () => {
  let failuresBefore = 0;

  beforeAll(async () => {
    cloud = await startLocalCloud({ outdir, startMs, timeZone: 'Asia/Tokyo', measureCapacity: true });
  });
  afterAll(() => cloud.close());

  test('a message that keeps failing ends in the dead-letter queue, and its batch goes on without it', async () => {
    for (const body of ['{"do":"put","pk":"good 1"}', '{"fail":true}', '{"do":"put","pk":"good 2"}']) {
      await cloud.invoke('worker', { do: 'send', body });
    }
    await cloud.drain();

    expect(await notes(cloud)).toEqual(['good 1', 'good 2']);
    const logged = cloud.logs().map(({ text }) => text);
    expect(logged.filter((text) => text === '{"fail":true}')).toHaveLength(3);
    expect(logged.filter((text) => text.includes('good 1'))).toHaveLength(1);
    expect(Object.entries(cloud.deadLetters())).toEqual([[expect.stringMatching(/^DeadLetters/), ['{"fail":true}']]]);
  });

  test('a thrown error fails the whole batch and is reported', async () => {
    await cloud.invoke('worker', { do: 'send', body: 'no JSON' });
    await cloud.drain();

    expect(cloud.failures().map(({ kind, message }) => [kind, message.split(':')[0]])).toEqual(
      Array.from({ length: 3 }, () => ['error', 'SyntaxError']),
    );
    expect(Object.values(cloud.deadLetters())).toEqual([['{"fail":true}', 'no JSON']]);
    failuresBefore = cloud.failures().length;
  });

  test('a schedule that a function made puts its message on the queue when its time comes', async () => {
    const input = JSON.stringify({ do: 'put', pk: 'from <aws.scheduler.scheduled-time>' });
    await cloud.invoke('worker', { do: 'schedule', name: 'daily', expression: 'cron(0 9 * * ? *)', input });
    await cloud.runUntil(Date.parse('2027-03-16T00:30:00Z'));

    const days = ['2027-03-14', '2027-03-15', '2027-03-16'].map((day) => `from ${day}T00:00:00Z`);
    expect((await notes(cloud)).filter((pk) => pk.startsWith('from'))).toEqual(days);
    expect(cloud.clock.nowMs()).toBeGreaterThanOrEqual(Date.parse('2027-03-16T00:30:00Z'));
  });

  test('a schedule on a rate ran after each activity and at the end of each day, not all the time', async () => {
    const ticks = (await notes(cloud)).filter((pk) => pk.startsWith('tick'));
    expect(ticks).toEqual(
      // Before the first run something had happened; then after each run at 09:00, at 24:00 in Tokyo, and at the end.
      ['13T23:35', '14T00:00', '14T14:55', '15T00:00', '15T14:55', '16T00:00', '16T00:30'].map(
        (at) => `tick 2027-03-${at}`,
      ),
    );
  });

  test('what is declined does not happen, and happens when it is accepted', async () => {
    await cloud.runUntil(Date.parse('2027-03-17T00:30:00Z'), ({ schedule }) => schedule.name !== 'daily');
    expect(await notes(cloud)).not.toContain('from 2027-03-17T00:00:00Z');
    await cloud.runUntil(Date.parse('2027-03-17T00:30:00Z'));
    expect(await notes(cloud)).toContain('from 2027-03-17T00:00:00Z');
  });

  test('a delayed message waits for the virtual clock', async () => {
    await cloud.invoke('worker', { do: 'send', body: '{"do":"put","pk":"delayed"}', delaySeconds: '900' });
    await cloud.drain();
    expect(await notes(cloud)).not.toContain('delayed');
    await cloud.runUntil(Date.parse('2027-03-17T01:00:00Z'));
    expect(await notes(cloud)).toContain('delayed');
  });

  test('what is put on a queue from outside is worked on without being asked for', async () => {
    const credentials = { accessKeyId: localAccessKeyId, secretAccessKey: 'local' };
    const { proxyUrl: endpoint, region } = cloud;
    const sqs = new SQSClient({ endpoint, region, credentials, useQueueUrlAsEndpoint: false });
    const body = '{"do":"put","pk":"from a terminal"}';
    await sqs.send(new SendMessageCommand({ QueueUrl: cloud.variable('QUEUE_URL'), MessageBody: body }));
    while (!(await notes(cloud)).includes('from a terminal')) await new Promise((resolve) => setTimeout(resolve, 5));
    sqs.destroy();
  });

  test('the HTTP API passes requests on and answers as the function says', async () => {
    const response = await fetch(`${cloud.pagesUrl}/hello/%E5%B1%B1%E7%94%B0?a=1&a=2`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Cookie: 'x=1; y=2',
        'X-Forwarded-Proto': 'spoofed',
      },
      body: 'name=value',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-own-url')).toBe(cloud.pagesUrl);
    expect(response.headers.getSetCookie()).toEqual(['a=1; Expires=Sun, 14 Mar 2027 00:00:00 GMT', 'b=2']);
    expect(await response.json()).toMatchObject({
      version: '2.0',
      routeKey: 'POST /hello/{name}',
      rawPath: '/hello/山田',
      rawQueryString: 'a=1&a=2',
      queryStringParameters: { a: '1,2' },
      pathParameters: { name: '山田' },
      cookies: ['x=1', 'y=2'],
      headers: { host: new URL(cloud.pagesUrl).host, 'x-forwarded-proto': 'http' },
      requestContext: { http: { method: 'POST', sourceIp: '127.0.0.1' } },
      isBase64Encoded: true,
      body: Buffer.from('name=value').toString('base64'),
    });
    expect((await fetch(`${cloud.pagesUrl}/goodbye`)).status).toBe(404);
  });

  test('a function that hangs or dies is reported and replaced', async () => {
    await expect(cloud.invoke('worker', { do: 'hang' })).rejects.toThrow('Task timed out after 2 seconds');
    await expect(cloud.invoke('worker', { do: 'exit' })).rejects.toThrow('Runtime.ExitError');
    expect(await cloud.invoke('worker', { do: 'query', day: '2027-03-01' })).toHaveProperty('result');
    expect(
      cloud
        .failures()
        .slice(failuresBefore)
        .map(({ kind }) => kind),
    ).toEqual(['timeout', 'error']);
  });

  test('a function’s environment holds nothing of this machine', async () => {
    process.env.AWS_PROFILE = 'real';
    const answer = await cloud.invoke('worker', { do: 'environment' });
    expect(answer).toHaveProperty('result.AWS_EC2_METADATA_DISABLED', 'true');
    expect(answer).not.toHaveProperty('result.AWS_PROFILE');
    expect(answer).not.toHaveProperty('result.HOME');
    delete process.env.AWS_PROFILE;
  });

  test('DynamoDB’s own count of consumed capacity is kept where asked for', () => {
    const put = cloud.calls().find(({ operation, status }) => operation === 'dynamodb:PutItem' && status === 200);
    expect(put?.consumedCapacity?.[0]?.units).toBeGreaterThanOrEqual(1);
  });
});
