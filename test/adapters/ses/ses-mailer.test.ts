import { SESClient } from '@aws-sdk/client-ses';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSesFailure } from '../../../lambda/adapters/ses/read-ses-failure.ts';
import { createSesClient } from '../../../lambda/adapters/ses/ses-client.ts';
import { createSesMailer } from '../../../lambda/adapters/ses/ses-mailer.ts';
import type { MailPace } from '../../../lambda/ports.ts';
import type { SesFault } from '../../../local/endpoints/ses/ses-fault.ts';
import { type SesEndpoint, startSes } from '../../../local/endpoints/ses.ts';
import { aMail } from './a-mail.ts';

let ses: SesEndpoint;
let attempts: number;

beforeEach(async () => {
  ses = await startSes({ configurationSets: ['fushime'], verifiedIdentities: ['example.jp'] });
  attempts = 0;
  vi.stubEnv('AWS_ENDPOINT_URL_SES', ses.url);
  vi.stubEnv('AWS_REGION', 'ap-northeast-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await ses.close();
});

function fail(fault: (attempt: number) => SesFault | undefined) {
  ses.setFaults(() => {
    attempts += 1;
    return fault(attempts);
  });
}

function aMailer(options: { configurationSet?: string; requestTimeoutMs?: number; pace?: MailPace } = {}) {
  const pausesMs: number[] = [];
  const { configurationSet = 'fushime', requestTimeoutMs = 5_000 } = options;
  const mailer = createSesMailer({
    client: createSesClient({ requestTimeoutMs }),
    configurationSet,
    ...(options.pace && { pace: options.pace }),
    clock: { nowMs: () => Date.UTC(2027, 2, 14) },
    sleep: async (ms) => {
      pausesMs.push(ms);
    },
    random: () => 0.5,
  });
  return { mailer, pausesMs };
}

const error = (code: string, message = 'No.', status = 400): SesFault => ({ kind: 'status', status, code, message });

describe('sending through SES', () => {
  it('hands over the mail with its recipient, configuration set and tags, and answers its message id', async () => {
    const outcome = await aMailer().mailer.send(aMail());
    const [mail] = ses.mails();
    expect(outcome).toEqual({ kind: 'accepted', messageId: mail?.messageId });
    expect(mail).toMatchObject({ destinations: ['taro@example.com'], configurationSet: 'fushime' });
    expect(mail?.tags).toEqual([{ name: 'send', value: 'abc_1-2' }]);
    const email = await PostalMime.parse(mail?.raw ?? '');
    expect(email.subject).toBe('お誕生日おめでとうございます');
  });

  it('sends to one person one mail, also when the same mailer sends many', async () => {
    const { mailer } = aMailer();
    for (const name of ['a', 'b', 'c']) await mailer.send(aMail({ to: { name, address: `${name}@example.com` } }));
    expect(ses.mails().map(({ destinations }) => destinations)).toEqual([
      ['a@example.com'],
      ['b@example.com'],
      ['c@example.com'],
    ]);
  });

  it('rejects an address that no server takes, without asking SES', async () => {
    fail(() => undefined);
    const outcome = await aMailer().mailer.send(aMail({ to: { name: '', address: '山田@example.com' } }));
    expect(outcome).toEqual({ kind: 'rejected', error: 'InvalidMailError: The address cannot be mailed' });
    expect(attempts).toBe(0);
  });

  it('tries again where SES says that the rate was exceeded', async () => {
    fail((attempt) => (attempt < 3 ? error('Throttling', 'Maximum sending rate exceeded.') : undefined));
    const { mailer, pausesMs } = aMailer();
    expect(await mailer.send(aMail())).toMatchObject({ kind: 'accepted' });
    expect(pausesMs).toEqual([300, 600]);
    expect(ses.mails()).toHaveLength(1);
  });

  it('holds the mail for a minute when the rate stays exceeded', async () => {
    fail(() => error('ThrottlingException', 'Maximum sending rate exceeded.'));
    const outcome = await aMailer().mailer.send(aMail());
    expect(outcome).toMatchObject({ kind: 'held', reason: 'quota', retryAfterMs: 60_000 });
    expect(outcome).not.toHaveProperty('cause');
    expect(attempts).toBe(5);
  });

  it('waits for another turn each time, for ten seconds in all', async () => {
    fail((attempt) => (attempt < 3 ? error('Throttling', 'Maximum sending rate exceeded.') : undefined));
    const patience: (number | undefined)[] = [];
    const pace: MailPace = {
      async turn(patienceMs) {
        patience.push(patienceMs);
        return { kind: 'go' };
      },
    };
    expect(await aMailer({ pace }).mailer.send(aMail())).toMatchObject({ kind: 'accepted' });
    // The clock of these tests stands still.
    expect(patience).toEqual([10_000, 10_000]);
  });

  it('holds the mail as long as its turn is held', async () => {
    fail(() => error('Throttling', 'Maximum sending rate exceeded.'));
    const pace: MailPace = { turn: async () => ({ kind: 'held', reason: 'paused', retryAfterMs: 123 }) };
    const outcome = await aMailer({ pace }).mailer.send(aMail());
    expect(outcome).toMatchObject({ kind: 'held', reason: 'paused', retryAfterMs: 123 });
    expect(attempts).toBe(1);
  });

  it('holds the mail for a quarter of an hour when the day’s quota is used up, without trying again', async () => {
    fail(() => error('Throttling', 'Daily message quota exceeded.'));
    expect(await aMailer().mailer.send(aMail())).toMatchObject({
      kind: 'held',
      reason: 'quota',
      retryAfterMs: 900_000,
      cause: 'daily-quota',
    });
    expect(attempts).toBe(1);
  });

  it.each([
    ['AccountSendingPausedException', 'Email sending is disabled for the account.', 'account-paused'],
    ['ConfigurationSetSendingPausedException', 'Paused.', 'configuration-set-paused'],
    ['ConfigurationSetDoesNotExist', 'None.', 'configuration-set-missing'],
    ['MailFromDomainNotVerified', 'No MX.', 'mail-from-not-verified'],
    ['MailFromDomainNotVerifiedException', 'No MX.', 'mail-from-not-verified'],
    [
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region AP-NORTHEAST-1: taro@example.com',
      'sandbox',
    ],
    [
      'MessageRejected',
      'Email address is not verified. The following identities failed the check in region AP-NORTHEAST-1: taro@example.com, Info@example.jp',
      'identity-not-verified',
    ],
    ['MessageRejected', 'Sending paused for this account.', 'account-paused'],
  ])('holds the mail as paused on %s (%s), and says what holds all others, too', async (code, message, cause) => {
    fail(() => error(code, message));
    const outcome = await aMailer().mailer.send(aMail());
    expect(outcome).toMatchObject({ kind: 'held', reason: 'paused', retryAfterMs: 900_000, cause });
    expect(JSON.stringify(outcome)).not.toContain('taro@');
    expect(attempts).toBe(1);
  });

  it('holds the mail as paused when the configuration set is missing', async () => {
    const outcome = await aMailer({ configurationSet: 'none' }).mailer.send(aMail());
    expect(outcome).toMatchObject({ kind: 'held', reason: 'paused' });
  });

  it.each([
    ['MessageRejected', 'The message contains a virus.'],
    ['InvalidParameterValue', 'Local address contains illegal character'],
  ])('rejects the mail on %s: %s', async (code, message) => {
    fail(() => error(code, message));
    expect(await aMailer().mailer.send(aMail())).toEqual({ kind: 'rejected', error: `${code}: ${message}` });
  });

  it.each(['AccessDenied', 'AccessDeniedException', 'InvalidClientTokenId', 'ExpiredToken'])(
    'throws a retryable error when SES refuses the caller: %s',
    async (code) => {
      fail(() => error(code, 'User is not authorized', 403));
      await expect(aMailer().mailer.send(aMail())).rejects.toMatchObject({
        name: 'MailerAccessError',
        retryable: true,
      });
      expect(attempts).toBe(1);
    },
  );

  it.each<[string, SesFault]>([
    ['the connection drops before SES took it', { kind: 'drop-before' }],
    ['the connection drops after SES took it', { kind: 'drop-after' }],
    ['SES answers 500', { kind: 'status', status: 500, accepted: true }],
    ['SES answers 503', { kind: 'status', status: 503 }],
    ['a server fault calls itself throttling', error('Throttling', 'Maximum sending rate exceeded.', 500)],
    ['SES answers something never heard of', error('Whatever')],
  ])('does not know whether the mail left, and does not send it twice, when %s', async (_, fault) => {
    fail(() => fault);
    expect(await aMailer().mailer.send(aMail())).toMatchObject({ kind: 'unknown' });
    expect(attempts).toBe(1);
  });

  it('does not know whether the mail left when SES never answers', async () => {
    fail(() => ({ kind: 'hang', accepted: true }));
    expect(await aMailer({ requestTimeoutMs: 300 }).mailer.send(aMail())).toMatchObject({ kind: 'unknown' });
    expect(attempts).toBe(1);
  });

  it('holds the mail when no connection came about', async () => {
    await ses.close();
    expect(await aMailer().mailer.send(aMail())).toMatchObject({
      kind: 'held',
      reason: 'paused',
      retryAfterMs: 60_000,
    });
  });
});

describe('reading a failure of SES', () => {
  it.each([
    ['a name that does not resolve', Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })],
    ['every address refused', new AggregateError([Object.assign(new Error(), { code: 'ECONNREFUSED' })])],
    [
      'a connection that did not open in time',
      Object.assign(new Error('the request socket did not establish a connection with the server'), {
        name: 'TimeoutError',
      }),
    ],
  ])('knows that nothing was sent: %s', (_, failure) => {
    expect(readSesFailure(failure)).toMatchObject({ kind: 'held', retryAfterMs: 60_000 });
  });

  it('says nothing of addresses', () => {
    const failure = Object.assign(new Error("Illegal address <taro@example.com>, 'x@y.jp'"), {
      name: 'InvalidParameterValue',
    });
    expect(readSesFailure(failure)).toMatchObject({ kind: 'rejected' });
    expect(JSON.stringify(readSesFailure(failure))).not.toContain('@');
  });
});

describe('the SES client', () => {
  it('never tries twice', async () => {
    expect(await createSesClient().config.maxAttempts()).toBe(1);
    expect(await new SESClient().config.maxAttempts()).toBeGreaterThan(1);
  });
});
