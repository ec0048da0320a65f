import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTeamsChannel } from '../../lambda/adapters/teams/teams-channel.ts';
import { startTeams, type TeamsAnswer, type TeamsEndpoint } from '../../local/endpoints/teams.ts';
import { aStage } from '../support/builders.ts';
import { aSend, aSetting, customers } from '../support/notice-setting.ts';

let teams: TeamsEndpoint;

beforeEach(async () => {
  teams = await startTeams({ maxPostsPerSecond: 1_000 });
});

afterEach(() => teams.close());

const operatorsEmail = 'ops@minamo.example.jp';

/** Notices posted to a webhook that always answers so. */
function aRefusing(answer: TeamsAnswer | undefined, options: Parameters<typeof aSetting>[0] = {}) {
  teams.setAnswers(() => answer);
  return aSetting({
    customers,
    stage: { ...aStage, operatorsEmail },
    channel: createTeamsChannel({
      readSecret: async () => JSON.stringify({ default: `${teams.url}/default?sig=geheim` }),
      secretArn: 'arn',
      pace: async () => {},
      sleep: async () => {},
      timeoutMs: 300,
    }),
    ...options,
  });
}

const failed = (status: number) => ({
  status: 200,
  body: `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId x`,
});

describe('a webhook that does not take a card', () => {
  it.each([
    ['202', undefined],
    ['200 as the old connectors gave', { status: 200, body: '1' }],
  ])('is none that answers %s: the card is told', async (_, answer) => {
    const setting = aRefusing(answer);
    expect(await setting.post([aSend('C1')])).toEqual([]);
    expect(setting.mails).toEqual([]);
  });

  it.each([
    ['413', { status: 413 }],
    ['200 that tells of a 413', failed(413)],
    ['400', { status: 400 }],
    ['404', { status: 404 }],
  ])('for good (%s) has its card mailed to the operators at once', async (_, answer) => {
    const setting = aRefusing(answer);
    expect(await setting.post([aSend('C1')])).toEqual([]);
    expect(setting.mails.map(({ to, tags }) => [to.address, tags])).toEqual([[operatorsEmail, { kind: 'notice' }]]);
    expect(setting.mails[0]?.text).toContain('山田 様');
    expect(setting.mails[0]?.text).toContain('宛先：チャネル「営業」');
  });

  it.each([
    ['429 with Retry-After', { status: 429, headers: { 'retry-after': '2' } }],
    ['429 with a long Retry-After', { status: 429, headers: { 'retry-after': '600' } }],
    ['200 that tells of a 429', failed(429)],
    ['500', { status: 500 }],
    ['silence', { hang: true }],
    ['a dropped connection', { drop: true }],
  ])('for now (%s) gets it again, and on the fourth time it is mailed', async (_, answer) => {
    const setting = aRefusing(answer);
    expect(await setting.post([aSend('C1')], 1)).toEqual(['m0']);
    expect(await setting.post([aSend('C1')], 3)).toEqual(['m0']);
    expect(setting.mails).toEqual([]);
    expect(await setting.post([aSend('C1')], 4)).toEqual([]);
    expect(setting.mails).toHaveLength(1);
  });

  it('gathers what is refused into one mail', async () => {
    const setting = aRefusing({ status: 404 });
    const numbers = { mails: 1, isMore: false, limit: 0, limitFrom: 'expect' } as const;
    const run = { kind: 'run-held', campaign: 'birthday', date: '2027-03-14', ...numbers } as const;
    expect(await setting.post([aSend('C1'), aSend('C2'), run])).toEqual([]);
    expect(setting.mails.map(({ subject }) => subject)).toEqual([
      'Fushime (test): Teamsに届けられなかったお知らせ 3件',
    ]);
    for (const told of ['山田', '田中', '誕生日：件数が多いため止めています（1件）'])
      expect(setting.mails[0]?.text).toContain(told);
    expect(setting.logged.join()).not.toContain('geheim');
  });

  it('is also a stage whose webhook is not set up yet', async () => {
    const channel = createTeamsChannel({ readSecret: async () => '{}', secretArn: 'arn', pace: async () => {} });
    const setting = aRefusing(undefined, { channel });
    expect(await setting.post([aSend('C1')], 1)).toEqual(['m0']);
    expect(await setting.post([aSend('C1')], 4)).toEqual([]);
    expect(setting.mails).toHaveLength(1);
  });

  it.each(['rejected', 'unknown'] as const)('keeps the notice in its queue when the mail is %s', async (kind) => {
    const setting = aRefusing({ status: 404 }, { mailAnswer: () => ({ kind, error: 'no' }) });
    expect(await setting.post([aSend('C1')], 4)).toEqual(['m0']);
  });

  it('keeps the notice in its queue when mailing throws, and where there are no operators', async () => {
    const throwing = aRefusing(
      { status: 404 },
      {
        mailAnswer: () => {
          throw new Error('denied');
        },
      },
    );
    expect(await throwing.post([aSend('C1')], 4)).toEqual(['m0']);
    const nobody = aRefusing({ status: 404 }, { stage: aStage });
    expect(await nobody.post([aSend('C1')], 4)).toEqual(['m0']);
    expect(nobody.mails).toEqual([]);
  });
});

describe('while no mail leaves the account', () => {
  const held = { kind: 'held', reason: 'paused', retryAfterMs: 900_000, error: '' } as const;

  it('a notice that needs one comes again later, however long it takes, and is no dead letter', async () => {
    const setting = aRefusing({ status: 404 }, { mailAnswer: () => held });
    expect(await setting.post([aSend('C1'), aSend('C2')], 5)).toEqual([]);
    expect(setting.putOff).toEqual([{ notices: [aSend('C1'), aSend('C2')], afterSeconds: 900 }]);
  });

  it('a notice that was put off twice, by a function that stopped halfway, is put off once', async () => {
    const setting = aRefusing({ status: 404 }, { mailAnswer: () => held });
    expect(await setting.post([aSend('C1'), aSend('C1')])).toEqual([]);
    expect(setting.putOff).toEqual([{ notices: [aSend('C1')], afterSeconds: 900 }]);
  });

  it('a notice that cards can tell is told', async () => {
    const setting = aRefusing(undefined, { mailAnswer: () => held });
    expect(await setting.post([aSend('C1')])).toEqual([]);
    expect(setting.putOff).toEqual([]);
  });

  it('a stage that sends in the sandbox does not wait for what the sandbox refuses', async () => {
    const stage = { ...aStage, operatorsEmail, sendInSandbox: true };
    const setting = aRefusing({ status: 404 }, { stage, mailAnswer: () => ({ ...held, cause: 'sandbox' }) });
    expect(await setting.post([aSend('C1')])).toEqual(['m0']);
  });

  it('a mail that the service refuses for good is another matter: the alarm must find it', async () => {
    const setting = aRefusing({ status: 404 }, { mailAnswer: () => ({ kind: 'rejected', error: '' }) });
    expect(await setting.post([aSend('C1')])).toEqual(['m0']);
    expect(setting.putOff).toEqual([]);
  });
});
