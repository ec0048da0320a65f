import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTeamsChannel } from '../../lambda/adapters/teams/teams-channel.ts';
import { notifyEnv } from '../../lambda/functions/notify/env.ts';
import { startTeams, type TeamsEndpoint } from '../../local/endpoints/teams.ts';
import { aStage } from '../support/builders.ts';

let teams: TeamsEndpoint;

beforeEach(async () => {
  teams = await startTeams();
  // The handler's file wires itself up when it is read.
  vi.stubGlobal('FUSHIME_STAGE', aStage);
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  for (const name of notifyEnv) vi.stubEnv(name, name);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  await teams.close();
});

async function handle(bodies: readonly string[]) {
  const { createHandler } = await import('../../lambda/functions/notify/handler.ts');
  const silent = () => {};
  const handler = createHandler({
    stage: aStage,
    customers: { getMany: async () => new Map() },
    campaigns: {
      manifest: async () => ({ revision: 0, campaigns: {}, withdrawn: {}, rejected: {} }),
      version: async () => undefined,
    },
    channel: createTeamsChannel({
      readSecret: async () => JSON.stringify({ default: `${teams.url}/default` }),
      secretArn: 'arn',
      pace: async () => {},
      sleep: async () => {},
    }),
    log: { info: silent, warn: silent, error: silent },
  });
  return handler(anEvent(bodies), { getRemainingTimeInMillis: () => 100_000 });
}

function anEvent(bodies: readonly string[]): SQSEvent {
  return {
    Records: bodies.map((body, n) => ({
      messageId: `m${n}`,
      body,
      receiptHandle: '',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: '0',
        SenderId: '',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: '',
      awsRegion: 'ap-northeast-1',
    })),
  };
}

const withdrawn = JSON.stringify({ kind: 'withdrawn', campaign: 'birthday' });

describe('the notify function', () => {
  it('posts a batch of notices to Teams', async () => {
    expect(await handle([withdrawn])).toEqual({ batchItemFailures: [] });
    expect(teams.accepted()).toHaveLength(1);
    expect(teams.accepted()[0]?.raw.toString('utf8')).toContain('取り下げました：birthday');
  });

  it('sends back to the queue what it cannot read, and tells the rest', async () => {
    expect(await handle(['{"kind":"nope"}', withdrawn])).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(teams.accepted()).toHaveLength(1);
  });

  it('sends back to the queue what Teams did not take', async () => {
    teams.setAnswers(() => ({ status: 503 }));
    expect(await handle([withdrawn])).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  });
});
