import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTeamsChannel } from '../../lambda/adapters/teams/teams-channel.ts';
import { notifyEnv } from '../../lambda/functions/notify/env.ts';
import { startTeams, type TeamsEndpoint } from '../../local/endpoints/teams.ts';
import { aStage } from '../support/builders.ts';
import { aSetting } from '../support/notice-setting.ts';

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

async function handle(bodies: readonly string[], receives = 1) {
  const { createHandler } = await import('../../lambda/functions/notify/handler.ts');
  const setting = aSetting({
    stage: { ...aStage, operatorsEmail: 'ops@minamo.example.jp' },
    channel: createTeamsChannel({
      readSecret: async () => JSON.stringify({ default: `${teams.url}/default` }),
      secretArn: 'arn',
      pace: async () => {},
      sleep: async () => {},
    }),
  });
  const handler = createHandler(setting.tools);
  const answer = await handler(anEvent(bodies, receives), { getRemainingTimeInMillis: () => 100_000 });
  return { answer, mails: setting.mails };
}

function anEvent(bodies: readonly string[], receives: number): SQSEvent {
  return {
    Records: bodies.map((body, n) => ({
      messageId: `m${n}`,
      body,
      receiptHandle: '',
      attributes: {
        ApproximateReceiveCount: String(receives),
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
    expect((await handle([withdrawn])).answer).toEqual({ batchItemFailures: [] });
    expect(teams.accepted()).toHaveLength(1);
    expect(teams.accepted()[0]?.raw.toString('utf8')).toContain('取り下げました：birthday');
  });

  it('sends back to the queue what it cannot read, and tells the rest', async () => {
    const { answer } = await handle(['{"kind":"nope"}', withdrawn]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(teams.accepted()).toHaveLength(1);
  });

  it('sends back to the queue what Teams did not take', async () => {
    teams.setAnswers(() => ({ status: 503 }));
    expect((await handle([withdrawn])).answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  });

  it('mails the operators what Teams still does not take the fourth time', async () => {
    teams.setAnswers(() => ({ status: 503 }));
    expect((await handle([withdrawn], 3)).mails).toEqual([]);
    const { answer, mails } = await handle([withdrawn], 4);
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(mails).toHaveLength(1);
  });
});
