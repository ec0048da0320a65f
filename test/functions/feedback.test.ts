import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { feedbackEnv } from '../../lambda/functions/feedback/env.ts';
import { anEvent } from '../domain/feedback/an-event.ts';
import { aCustomer, aStage, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

beforeEach(() => {
  // The handler's file wires itself up when it is read.
  vi.stubGlobal('FUSHIME_STAGE', aStage);
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  for (const name of feedbackEnv) vi.stubEnv(name, name);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

async function aBatchAboutASentBirthday(bodies: readonly unknown[]) {
  const world = aWorld();
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion());
  await world.run('birthday', '2027-03-14');
  await world.sendAll();
  const { createHandler } = await import('../../lambda/functions/feedback/handler.ts');
  const answer = await createHandler(world.tools)(aBatch(bodies));
  return { answer, outcome: world.rows().map(({ state, reason }) => [state, reason].join(' ').trim()) };
}

function aBatch(bodies: readonly unknown[]): SQSEvent {
  return {
    Records: bodies.map((body, n) => ({
      messageId: `m${n}`,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      receiptHandle: '',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: '',
      awsRegion: '',
    })),
  };
}

test('a batch in any order is recorded, and what is nothing of ours is done with', async () => {
  const batch = [anEvent('Complaint'), anEvent('Open'), {}, anEvent('Delivery'), anEvent('Send')];
  const { answer, outcome } = await aBatchAboutASentBirthday(batch);
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(outcome).toEqual(['complained']);
});

test('an automatic answer is no bounce, though the same batch says only after it that the mail arrived', async () => {
  const bouncedRecipients = [{ emailAddress: 'hanako@example.com' }];
  const answered = anEvent('Bounce', { told: { bounceType: 'Transient', bouncedRecipients } });
  const { outcome } = await aBatchAboutASentBirthday([answered, anEvent('Delivery')]);
  expect(outcome).toEqual(['delivered']);
});
