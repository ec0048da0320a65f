import { afterEach, beforeAll, expect, test } from 'vitest';
import type { LocalCloud } from '../../../local/cloud/local-cloud.ts';
import { startLocalCloud } from '../../../local/cloud/start-local-cloud.ts';
import { editedTinyApp, synthesizeTinyApp, type TinyResources } from './tiny-app.ts';

let outdir: string;
let cloud: LocalCloud | undefined;

beforeAll(() => {
  outdir = synthesizeTinyApp();
});
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

async function start(edit: (resources: TinyResources) => void = () => {}): Promise<LocalCloud> {
  cloud = await startLocalCloud({ outdir: editedTinyApp(outdir, edit), startMs: Date.parse('2027-03-13T23:30:00Z') });
  return cloud;
}

/** Replaces a text in all resources whose logical id begins so. */
function replacing(text: string, by: string, prefix = '') {
  return (resources: TinyResources) => {
    for (const [id, resource] of Object.entries(resources)) {
      if (id.startsWith(prefix)) resources[id] = JSON.parse(JSON.stringify(resource).replaceAll(text, by));
    }
  };
}

const everything = [
  ['DynamoDB', { do: 'put', pk: '1' }, 'dynamodb:PutItem', 'AccessDeniedException'],
  ['a batch', { do: 'batch', pk: '1' }, 'dynamodb:BatchWriteItem', 'AccessDeniedException'],
  ['an index', { do: 'query', day: '2027-03-14' }, 'dynamodb:Query', 'AccessDeniedException'],
  [
    'the key of an encrypted table, to read',
    { do: 'query', day: '2027-03-14' },
    'kms:Decrypt',
    'AccessDeniedException',
  ],
  ['the key of an encrypted table, to write', { do: 'put', pk: '1' }, 'kms:Encrypt', 'AccessDeniedException'],
  ['S3', { do: 'write', key: 'in/a', body: 'x' }, 's3:PutObject', 'AccessDenied'],
  ['SQS', { do: 'send', body: '{}' }, 'sqs:SendMessage', 'AccessDenied'],
  ['Scheduler', schedule('a'), 'scheduler:CreateSchedule', 'AccessDeniedException'],
  ['the role of a schedule', schedule('b'), 'iam:PassRole', 'AccessDeniedException'],
] as const;

function schedule(name: string) {
  return { do: 'schedule', name, expression: 'at(2027-04-01T09:00:00)', input: '{}' };
}

test('with every grant in place, every call is answered', async () => {
  const { invoke, failures } = await start();
  for (const [what, event] of everything) expect([what, await invoke('worker', event)]).not.toHaveProperty('1.error');
  expect(failures()).toEqual([]);
});

test.each(everything)('without the grant for %s the SDK throws as in AWS', async (_, event, withheld, error) => {
  const { invoke, failures } = await start(replacing(`"${withheld}"`, '"none:Nothing"', 'Worker'));
  expect(await invoke('worker', event)).toMatchObject({ error, message: expect.stringContaining(withheld) });
  expect(failures()).toMatchObject([
    { kind: 'denied', action: withheld, functionName: expect.stringMatching(/^Worker/) },
  ]);
});

test('a missing object is hidden from a role that may not list the bucket', async () => {
  const listing = await start();
  expect(await listing.invoke('worker', { do: 'get', key: 'in/none' })).toMatchObject({ error: 'NoSuchKey' });
  await listing.close();
  const blind = await start(replacing('s3:ListBucket', 'none:Nothing'));
  expect(await blind.invoke('worker', { do: 'get', key: 'in/none' })).toMatchObject({ error: 'AccessDenied' });
});

test('an object outside the granted prefix is refused', async () => {
  const { invoke } = await start();
  expect(await invoke('worker', { do: 'write', key: 'out/a', body: 'x' })).toMatchObject({ error: 'AccessDenied' });
});

test('a scan that nobody granted is refused', async () => {
  const { invoke } = await start();
  expect(await invoke('worker', { do: 'scan' })).toMatchObject({ error: 'AccessDeniedException' });
});

test('a role that may not receive leaves its queue alone, and says so', async () => {
  const { failures, invoke, drain, logs } = await start(replacing('sqs:ReceiveMessage', 'none:Nothing'));
  await invoke('worker', { do: 'send', body: '{"do":"put","pk":"1"}' });
  await drain();
  expect(logs()).toEqual([]);
  expect(failures()).toMatchObject([{ kind: 'denied', action: 'sqs:ReceiveMessage' }]);
});

test('a queue whose policy does not let EventBridge in gets no events', async () => {
  const { putObject, drain, failures } = await start(replacing('events.amazonaws.com', 'sns.amazonaws.com'));
  await putObject('in/a', 'x');
  await drain();
  expect(failures()).toMatchObject([{ kind: 'denied', functionName: 'events', action: 'sqs:SendMessage' }]);
});

test('a schedule whose role may not send ends in a report', async () => {
  const { invoke, runUntil, failures } = await start(replacing('sqs:SendMessage', 'none:Nothing', 'ScheduleRole'));
  await invoke('worker', { ...schedule('late'), expression: 'at(2027-03-14T09:00:00)' });
  await runUntil(Date.parse('2027-03-14T01:00:00Z'), ({ schedule: { name } }) => name === 'late');
  expect(failures()).toMatchObject([{ kind: 'denied', functionName: 'scheduler', action: 'sqs:SendMessage' }]);
});

test('a schedule is not made with a role that Scheduler may not take', async () => {
  const { invoke } = await start(replacing('scheduler.amazonaws.com', 'sns.amazonaws.com', 'ScheduleRole'));
  expect(await invoke('worker', schedule('a'))).toMatchObject({ error: 'ValidationException' });
});
