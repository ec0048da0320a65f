import { SESClient } from '@aws-sdk/client-ses';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { afterEach, describe, expect, it } from 'vitest';
import { createMailAccount } from '../../../lambda/adapters/ses/mail-account.ts';
import { type SesEndpoint, type SesOptions, startSes } from '../../../local/endpoints/ses.ts';

const clients: { destroy(): void }[] = [];
let ses: SesEndpoint | undefined;

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await ses?.close();
});

async function anAccount(options: SesOptions = {}) {
  const started = await startSes({ configurationSets: ['fushime'], verifiedIdentities: ['example.jp'], ...options });
  ses = started;
  const settings = {
    endpoint: started.url,
    region: 'ap-northeast-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const [v1, v2] = [new SESClient(settings), new SESv2Client(settings)];
  clients.push(v1, v2);
  const named = { ses: v1, sesv2: v2, identity: 'example.jp', configurationSet: 'fushime' };
  return { ses: started, account: createMailAccount(named) };
}

describe('what SES says of the account', () => {
  it('is its quota, also after it was raised', async () => {
    const { ses, account } = await anAccount({ max24HourSend: 200, maxSendRate: 1 });
    expect(await account.quota()).toEqual({ max24HourSend: 200, maxSendRate: 1, sentLast24Hours: 0 });
    ses.setLimits({ max24HourSend: 50_000 });
    expect(await account.quota()).toEqual({ max24HourSend: 50_000, maxSendRate: 1, sentLast24Hours: 0 });
  });

  it('is nothing when mail would leave', async () => {
    const { account } = await anAccount();
    expect(await account.hindrance()).toBeUndefined();
  });

  it.each<[string, SesOptions, (ses: SesEndpoint) => void, (ses: SesEndpoint) => void]>([
    ['account-paused', {}, (one) => one.pauseAccount(true), (one) => one.pauseAccount(false)],
    [
      'configuration-set-paused',
      {},
      (one) => one.pauseConfigurationSet('fushime', true),
      (one) => one.pauseConfigurationSet('fushime', false),
    ],
    [
      'identity-not-verified',
      {},
      (one) => one.setVerified('example.jp', false),
      (one) => one.setVerified('example.jp', true),
    ],
    ['identity-not-verified', { verifiedIdentities: [] }, () => {}, (one) => one.setVerified('example.jp', true)],
    ['mail-from-not-verified', { mailFromStatus: 'PENDING' }, () => {}, (one) => one.setMailFromStatus('SUCCESS')],
    ['sandbox', { sandbox: true }, () => {}, (one) => one.setSandbox(false)],
  ])('is %s, until it is put right', async (cause, options, breakIt, putRight) => {
    const { ses, account } = await anAccount(options);
    breakIt(ses);
    expect(await account.hindrance()).toBe(cause);
    putRight(ses);
    expect(await account.hindrance()).toBeUndefined();
  });

  it('is that the configuration set is missing', async () => {
    const { account } = await anAccount({ configurationSets: ['other'] });
    expect(await account.hindrance()).toBe('configuration-set-missing');
  });

  it('is the sandbox last of all, as some send in it on purpose', async () => {
    const { ses, account } = await anAccount({ sandbox: true, mailFromStatus: 'FAILED' });
    expect(await account.hindrance()).toBe('mail-from-not-verified');
    ses.setMailFromStatus('SUCCESS');
    expect(await account.hindrance()).toBe('sandbox');
  });

  it('tolerates a bad hour of DNS, except where SES was told to refuse then', async () => {
    const lenient = await anAccount({ mailFromStatus: 'TEMPORARY_FAILURE' });
    expect(await lenient.account.hindrance()).toBeUndefined();
    await lenient.ses.close();
    const strict = await anAccount({ mailFromStatus: 'TEMPORARY_FAILURE', behaviorOnMxFailure: 'REJECT_MESSAGE' });
    expect(await strict.account.hindrance()).toBe('mail-from-not-verified');
  });

  it('is an error when SES does not answer', async () => {
    const { ses, account } = await anAccount();
    await ses.close();
    await expect(account.hindrance()).rejects.toThrow();
    await expect(account.quota()).rejects.toThrow();
  });
});
