import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiEnv } from '../../lambda/functions/api/env.ts';
import { feedbackEnv } from '../../lambda/functions/feedback/env.ts';
import { importEnv } from '../../lambda/functions/import/env.ts';
import { intakeEnv } from '../../lambda/functions/intake/env.ts';
import { notifyEnv } from '../../lambda/functions/notify/env.ts';
import { pagesEnv } from '../../lambda/functions/pages/env.ts';
import { planEnv } from '../../lambda/functions/plan/env.ts';
import { publishEnv } from '../../lambda/functions/publish/env.ts';
import { rotateEnv } from '../../lambda/functions/rotate/env.ts';
import { sendEnv } from '../../lambda/functions/send/env.ts';
import { sweepEnv } from '../../lambda/functions/sweep/env.ts';
import { local } from '../../lib/config/local.ts';
import { importProcess } from '../../lib/jobs/import-job.ts';
import { type Job, jobSizes } from '../../lib/jobs/job.ts';
import { ofType, synthDeployment } from './synth-deployment.ts';

const { service } = synthDeployment();
const environments: readonly (readonly [Job, readonly string[]])[] = [
  ['publish', publishEnv],
  ['plan', planEnv],
  ['send', sendEnv],
  ['notify', notifyEnv],
  ['import', importEnv],
  ['sweep', sweepEnv],
  ['pages', pagesEnv],
  ['feedback', feedbackEnv],
  ['rotate', rotateEnv],
  ['api', apiEnv],
  ['intake', intakeEnv],
];
const functionSchema = z.object({
  Architectures: z.string().array(),
  Runtime: z.string(),
  Timeout: z.number(),
  MemorySize: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
  LoggingConfig: z.object({ LogFormat: z.string(), LogGroup: z.object({ Ref: z.string() }) }),
  Role: z.object({ 'Fn::GetAtt': z.string().array() }),
  RecursiveLoop: z.string().optional(),
});
const functions = ofType(service.resources, 'AWS::Lambda::Function').map(([id, { Properties }]) => ({
  id,
  ...functionSchema.parse(Properties),
}));

const logGroups = ofType(service.resources, 'AWS::Logs::LogGroup');

describe.each(environments)('%s', (job, variables) => {
  const found = functions.filter(({ id }) => id.toLowerCase().startsWith(`${job}function`));

  test('is one function on arm64 and Node 24, with its size', () => {
    const { timeoutSeconds, memoryMiB } = jobSizes[job];
    const wanted = { Architectures: ['arm64'], Runtime: 'nodejs24.x', Timeout: timeoutSeconds, MemorySize: memoryMiB };
    expect(found).toMatchObject([wanted]);
  });

  test('is told exactly what its environment contract names, and import how Node is to keep its memory', () => {
    const wanted = [...variables, ...(job === 'import' ? Object.keys(importProcess) : [])];
    expect(found.map(({ Environment }) => Object.keys(Environment.Variables).sort())).toEqual([wanted.sort()]);
  });

  test('writes JSON to a log group of its own', () => {
    const groups = found.map(({ LoggingConfig }) => LoggingConfig);
    expect(groups).toMatchObject([{ LogFormat: 'JSON' }]);
    const users = functions.filter(({ LoggingConfig }) => LoggingConfig.LogGroup.Ref === groups[0]?.LogGroup.Ref);
    expect(users).toHaveLength(1);
  });

  test('has a role of its own without managed policies', () => {
    const roleId = found[0]?.Role['Fn::GetAtt'][0] ?? '';
    expect(functions.filter(({ Role }) => Role['Fn::GetAtt'][0] === roleId)).toHaveLength(1);
    expect(service.resources[roleId]).toMatchObject({ Type: 'AWS::IAM::Role' });
    expect(service.resources[roleId]?.Properties).not.toHaveProperty('ManagedPolicyArns');
  });
});

test('there are no other functions', () => {
  expect(functions).toHaveLength(environments.length);
});

test('every log group forgets after the time that the deployment says', () => {
  // The functions and the access log of the pages.
  expect(logGroups).toHaveLength(environments.length + 1);
  for (const [id, { Properties }] of logGroups) expect(Properties.RetentionInDays, id).toBe(local.logRetentionDays);
});

test('only plan and import, for what takes long, and notify, while no mail leaves, may call themselves through a queue without end', () => {
  expect(functions.filter(({ RecursiveLoop }) => RecursiveLoop === 'Allow').map(({ id }) => id)).toEqual([
    expect.stringMatching(/^Plan/),
    expect.stringMatching(/^Notify/),
    expect.stringMatching(/^Import/),
  ]);
});
