import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { intakeEnv } from '../../lambda/functions/intake/env.ts';
import { aCustomer, aStage } from '../support/builders.ts';
import { anEvent, anIntake } from '../use-cases/events/an-intake.ts';

beforeEach(() => {
  // The handler's file wires itself up when it is read.
  vi.stubGlobal('FUSHIME_STAGE', aStage);
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  for (const name of intakeEnv) vi.stubEnv(name, name);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

function aBatch(bodies: readonly unknown[]) {
  const attributes = {
    ...{ ApproximateReceiveCount: '1', SentTimestamp: '', SenderId: '', ApproximateFirstReceiveTimestamp: '' },
  };
  const rest = { receiptHandle: '', messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs', eventSourceARN: '' };
  return {
    Records: bodies.map((body, n) => ({
      ...{ messageId: `m${n}`, body: JSON.stringify(body), attributes, awsRegion: '' },
      ...rest,
    })),
  };
}

test('a batch is taken in from the oldest event on, and only what failed goes back to the queue', async () => {
  const { tools, keep, refused } = await anIntake();
  await keep(aCustomer('C1'));
  const { createHandler } = await import('../../lambda/functions/intake/handler.ts');
  const upsert = (name: string, time: string) =>
    anEvent('customer.upserted', { customer: { id: 'C1', name } }, { time });
  const batch = [
    upsert('新', '2027-03-14T01:00:00Z'),
    upsert('古', '2027-03-14T09:30:00+09:00'),
    anEvent('document-downloaded', { customer: 'LATER' }),
    anEvent('document-downloaded', {}),
    { no: 'event' },
  ];
  expect(await createHandler(tools)(aBatch(batch))).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm4' }, { itemIdentifier: 'm2' }],
  });
  expect(refused).toHaveLength(1);
  expect((await tools.customers.get({ type: 'customer', id: 'C1' }))?.fields.name).toBe('新');
});
