import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { upToDeathMs } from '../../lambda/domain/import/upload-order.ts';
import { type Job, jobSizes } from '../../lib/jobs/job.ts';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { service } = synthDeployment();
const queueSchema = z.object({
  SqsManagedSseEnabled: z.boolean().optional(),
  MessageRetentionPeriod: z.number(),
  VisibilityTimeout: z.number().optional(),
  RedrivePolicy: z
    .object({
      deadLetterTargetArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
      maxReceiveCount: z.number(),
    })
    .optional(),
});
const queues = ofType(service.resources, 'AWS::SQS::Queue').map(([id, { Properties }]) => ({
  id,
  ...queueSchema.parse(Properties),
}));
const deadLetters = queues.filter(({ id }) => id.includes('DeadLetters'));
const working = queues.filter(({ id }) => !id.includes('DeadLetters'));

describe('every queue', () => {
  test('is encrypted and speaks TLS only', () => {
    expect(queues.filter(({ SqsManagedSseEnabled }) => SqsManagedSseEnabled !== true)).toEqual([]);
    const policies = ofType(service.resources, 'AWS::SQS::QueuePolicy').map(([, { Properties }]) =>
      JSON.stringify(Properties),
    );
    for (const { id } of queues) {
      const own = policies.filter((policy) => policy.includes(`"Queues":[{"Ref":"${id}"}]`));
      expect(own, id).toHaveLength(1);
      expect(own[0]).toContain('"aws:SecureTransport":"false"');
    }
  });
});

describe('every working queue', () => {
  test('there are seven, each with a dead-letter queue of its own that keeps messages for 14 days', () => {
    expect(working).toHaveLength(7);
    const targets = working.map(({ RedrivePolicy }) => RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0]);
    expect(new Set(targets).size).toBe(7);
    expect(deadLetters.map(({ id }) => id)).toEqual(expect.arrayContaining(targets));
    expect(deadLetters.every(({ MessageRetentionPeriod }) => MessageRetentionPeriod === 14 * 24 * 60 * 60)).toBe(true);
    expect(working.every(({ RedrivePolicy }) => RedrivePolicy?.maxReceiveCount === 5)).toBe(true);
  });

  const consumers: readonly [string, Job, number][] = [
    ['Publish', 'publish', 0],
    ['Plan', 'plan', 0],
    ['Send', 'send', 0],
    ['Notice', 'notify', 30],
    ['Import', 'import', 0],
    ['Feedback', 'feedback', 5],
    ['Events', 'intake', 0],
  ];
  test.each(consumers)('%s hides a message for six times the timeout of %s', (name, job, gatherSeconds) => {
    const queue = working.find(({ id }) => id.startsWith(`Queues${name}Queue`));
    expect(queue?.VisibilityTimeout).toBe(6 * jobSizes[job].timeoutSeconds + gatherSeconds);
  });

  test('an upload counts as alive for longer than the message of a worker that died is hidden', () => {
    const queue = working.find(({ id }) => id.startsWith('QueuesImportQueue'));
    expect(upToDeathMs / 1000).toBeGreaterThan(
      (queue?.VisibilityTimeout ?? Number.NaN) + jobSizes.import.timeoutSeconds,
    );
  });
});
