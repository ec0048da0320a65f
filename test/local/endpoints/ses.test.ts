import type { SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { CreateTemplateCommand, GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterEach, describe, expect, it } from 'vitest';
import type { SesEvent } from '../../../local/endpoints/ses/ses-events.ts';
import { type SesEndpoint, type SesOptions, startSes } from '../../../local/endpoints/ses.ts';

const mailText =
  'From: =?UTF-8?B?56+A55uu?= <news@example.com>\r\nTo: a@example.jp\r\nSubject: Hi & <bye>\r\n\r\n本文+%\r\n';
const startMs = Date.UTC(2031, 2, 14);
const hourMs = 3_600_000;

let endpoint: SesEndpoint;
let client: SESClient;
let nowMs = startMs;
let rateMs = 0;

async function start(options: SesOptions = {}, maxAttempts = 1): Promise<void> {
  nowMs = startMs;
  rateMs = 0;
  endpoint = await startSes({ clock: { nowMs: () => nowMs }, rateClock: { nowMs: () => rateMs }, ...options });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  client = new SESClient({ endpoint: endpoint.url, region: 'ap-northeast-1', credentials, maxAttempts });
}

function send(input: Partial<Omit<SendRawEmailCommandInput, 'RawMessage'>> & { raw?: string | Buffer } = {}) {
  const { raw = mailText, ...rest } = input;
  return client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(raw) }, ...rest }));
}

async function errorOf(sending: Promise<unknown>): Promise<string> {
  const error: unknown = await sending.then(
    () => new Error('was sent'),
    (thrown: unknown) => thrown,
  );
  return error instanceof Error ? `${error.name}: ${error.message}` : 'no error';
}

afterEach(async () => {
  client.destroy();
  await endpoint.close();
});

describe('a mail given to the local SES', () => {
  it('is kept byte for byte with all that came with it', async () => {
    await start();
    const raw = Buffer.concat([Buffer.from(mailText), Buffer.from([0, 255, 254, 13, 10])]);
    const { MessageId } = await send({
      raw,
      Source: '節目 <sender@example.com>',
      Destinations: ['a@example.jp', '"b, c" <b@example.jp>'],
      Tags: [
        { Name: 'send', Value: 'abc_-1' },
        { Name: 'campaign', Value: 'birthday' },
      ],
      ConfigurationSetName: 'fushime',
    });

    expect(MessageId).toMatch(/^0106[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-000000$/);
    expect(endpoint.mails()).toHaveLength(1);
    expect(endpoint.mails()[0]?.raw.equals(raw)).toBe(true);
    expect(endpoint.mails()[0]).toMatchObject({
      messageId: MessageId,
      atMs: startMs,
      source: 'sender@example.com',
      destinations: ['a@example.jp', 'b@example.jp'],
      tags: [
        { name: 'send', value: 'abc_-1' },
        { name: 'campaign', value: 'birthday' },
      ],
      configurationSet: 'fushime',
    });
  });

  it('goes where its headers say when the call does not', async () => {
    await start();
    const headers =
      'X-SES-CONFIGURATION-SET: other\r\nX-SES-MESSAGE-TAGS: a=1, b=2\r\nCc: "x, y"\r\n <c@example.jp>\r\n';
    await send({ raw: headers + mailText });

    expect(endpoint.mails()[0]).toMatchObject({
      source: 'news@example.com',
      destinations: ['a@example.jp', 'c@example.jp'],
      configurationSet: 'other',
      tags: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
    });
  });

  it('carries only the tags of the call when both call and headers have some', async () => {
    await start();
    await send({ raw: `X-SES-MESSAGE-TAGS: a=1\r\n${mailText}`, Tags: [{ Name: 'b', Value: '2' }] });

    expect(endpoint.mails()[0]?.tags).toEqual([{ name: 'b', value: '2' }]);
  });

  it('is remembered over a restart, and still counts against the quota', async () => {
    await start({ max24HourSend: 1 });
    await send({ ConfigurationSetName: 'fushime', Tags: [{ Name: 'send', Value: '1' }] });
    const state: unknown = JSON.parse(JSON.stringify(endpoint));
    const before = endpoint.mails();
    client.destroy();
    await endpoint.close();
    await start({ max24HourSend: 1 });
    endpoint.restore(state);

    expect(endpoint.mails()).toEqual(before);
    expect(await errorOf(send())).toBe('Throttling: Daily message quota exceeded.');
  });
});

describe('what the local SES refuses', () => {
  const invalid = 'InvalidParameterValue: ';
  it.each([
    ['no domain', { Destinations: ['a'] }, `${invalid}Missing final '@domain'`],
    ['no name', { Destinations: ['@example.jp'] }, `${invalid}User name is missing: '@example.jp'.`],
    ['a blank', { Destinations: ['a b@example.jp'] }, `${invalid}Local address contains control or whitespace`],
    [
      'a local part beyond ASCII',
      { Destinations: ['名@example.jp'] },
      `${invalid}Local address contains control or whitespace`,
    ],
    ['a second @', { Destinations: ['a@b@example.jp'] }, `${invalid}Local address contains illegal character`],
    ['a domain beyond ASCII', { Destinations: ['a@例.jp'] }, `${invalid}Domain contains illegal character`],
    ['a final dot', { Destinations: ['a@example.jp.'] }, `${invalid}Domain ends with dot`],
    ['one bad address of two', { Destinations: ['a@example.jp', 'b@'] }, `${invalid}Missing final '@domain'`],
    [
      '51 people',
      { Destinations: Array.from({ length: 51 }, (_, n) => `a${n}@example.jp`) },
      `${invalid}Recipient count exceeds 50.`,
    ],
    ['a tag name with @', { Tags: [{ Name: 'a@b', Value: '1' }] }, `${invalid}Invalid tag name <a@b>.`],
    ['an empty tag value', { Tags: [{ Name: 'a', Value: '' }] }, `${invalid}Invalid tag value <>.`],
    ['two subjects', { raw: `Subject: again\r\n${mailText}` }, `${invalid}Duplicate header 'Subject'.`],
    ['no From', { raw: 'To: a@example.jp\r\n\r\nHi' }, `${invalid}Missing required header 'From'.`],
    ['nobody to send to', { raw: 'From: a@example.jp\r\n\r\nHi' }, `${invalid}Missing required destinations.`],
    [
      'a line of 1,001 characters',
      { raw: `${mailText}${'x'.repeat(999)}\r\n` },
      `${invalid}A line is longer than 1000 characters.`,
    ],
  ])('%s', async (_, input, error) => {
    await start();

    expect(await errorOf(send(input))).toBe(error);
    expect(endpoint.mails()).toHaveLength(0);
  });

  it('takes a line of 1,000 characters, 50 people, and the odd dots of old carrier addresses', async () => {
    await start({ burst: 100 });
    const fifty = Array.from({ length: 50 }, (_, n) => `a..${n}.@docomo.ne.jp`);
    await send({ raw: `${mailText}${'x'.repeat(998)}\r\n`, Destinations: fifty });

    expect(endpoint.mails()[0]?.destinations).toEqual(fifty);
  });

  it('a mail of more than 10 MB in base64', async () => {
    await start();
    const lines = `${'x'.repeat(998)}\r\n`;
    const fits = mailText + lines.repeat(7864);

    expect(await errorOf(send({ raw: fits + lines }))).toMatch(
      /^InvalidParameterValue: Message length is more than 10485760 bytes/,
    );
    expect((await send({ raw: fits })).MessageId).toBeDefined();
  });

  it('a sender, or in the sandbox a recipient, that is not verified', async () => {
    await start({ verifiedIdentities: ['example.com', 'me@example.jp'], sandbox: true });
    const inSandbox = (Source: string, to: string) => errorOf(send({ Source, Destinations: [to] }));
    const failed =
      'MessageRejected: Email address is not verified. The following identities failed the check in region AP-NORTHEAST-1: ';

    expect(await inSandbox('a@other.com', 'me@example.jp')).toBe(`${failed}a@other.com`);
    expect(await inSandbox('a@notexample.com', 'me@example.jp')).toBe(`${failed}a@notexample.com`);
    expect(await inSandbox('a@example.com', 'you@example.jp')).toBe(`${failed}you@example.jp`);
    expect(await inSandbox('a@mail.example.com', 'me@example.jp')).toBe('Error: was sent');
    expect(await inSandbox('a@example.com', 'success+1@simulator.amazonses.com')).toBe('Error: was sent');
  });

  it('a configuration set that does not exist or is paused, and all mail of a paused account', async () => {
    await start({ configurationSets: ['fushime'] });
    const name = async (set: string) => (await errorOf(send({ ConfigurationSetName: set }))).split(':')[0];

    expect(await name('unknown')).toBe('ConfigurationSetDoesNotExistException');
    endpoint.pauseConfigurationSet('fushime', true);
    expect(await name('fushime')).toBe('ConfigurationSetSendingPausedException');
    endpoint.pauseAccount(true);
    expect(await name('fushime')).toBe('AccountSendingPausedException');
    endpoint.pauseAccount(false);
    endpoint.pauseConfigurationSet('fushime', false);
    expect(await errorOf(send({ ConfigurationSetName: 'fushime' }))).toBe('Error: was sent');
  });

  it('an action that it does not have', async () => {
    await start();
    const call = client.send(new CreateTemplateCommand({ Template: { TemplateName: 'a' } }));

    expect(await errorOf(call)).toBe('InvalidAction: The action CreateTemplate is not valid for this web service.');
  });
});

describe("the local SES's limits", () => {
  it('let a short burst go, and then the rate', async () => {
    await start({ maxSendRate: 2, burst: 3 });
    const results = async (calls: number) => {
      const errors: string[] = [];
      for (let n = 0; n < calls; n += 1) errors.push(await errorOf(send()));
      return errors;
    };
    const [sent, throttled] = ['Error: was sent', 'Throttling: Maximum sending rate exceeded.'];

    expect(await results(4)).toEqual([sent, sent, sent, throttled]);
    rateMs = 500;
    expect(await results(2)).toEqual([sent, throttled]);
    rateMs = 60_000;
    expect(await results(4)).toEqual([sent, sent, sent, throttled]);
  });

  it('count recipients, except those of the simulator, over the last 24 hours', async () => {
    await start({ max24HourSend: 3 });
    const quota = async () => (await client.send(new GetSendQuotaCommand({}))).SentLast24Hours;
    await send({ Destinations: ['a@example.jp', 'b@example.jp', 'success@simulator.amazonses.com'] });
    nowMs = startMs + hourMs;
    await send();

    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({
      Max24HourSend: 3,
      MaxSendRate: 14,
      SentLast24Hours: 3,
    });
    expect(await errorOf(send())).toBe('Throttling: Daily message quota exceeded.');
    nowMs = startMs + 24 * hourMs - 1;
    expect(await quota()).toBe(3);
    nowMs = startMs + 24 * hourMs;
    expect(await quota()).toBe(1);
    expect(await errorOf(send())).toBe('Error: was sent');
  });

  it('are none where the quota is −1', async () => {
    await start({ max24HourSend: -1 });
    await send();

    expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: -1, SentLast24Hours: 1 });
  });
});

describe('a call to the local SES that goes wrong', () => {
  it('leaves three mails behind when the connection drops after acceptance and the client retries as it does by default', async () => {
    await start({ faults: () => ({ kind: 'drop-after' }) }, 3);

    expect(await errorOf(send())).not.toBe('Error: was sent');
    expect(endpoint.mails()).toHaveLength(3);
  });

  it('leaves one mail behind when the client sends once', async () => {
    await start({ faults: () => ({ kind: 'drop-after' }) });

    expect(await errorOf(send())).not.toBe('Error: was sent');
    expect(endpoint.mails()).toHaveLength(1);
  });

  it.each([
    [{ kind: 'drop-before' } as const, /ECONNRESET|hang up/, 0],
    [{ kind: 'status', status: 500 } as const, /^InternalFailure: /, 0],
    [{ kind: 'status', status: 503, accepted: true } as const, /^ServiceUnavailable: /, 1],
    [{ kind: 'status', status: 400 } as const, /^Throttling: /, 0],
    [{ kind: 'status', status: 400, code: 'MailFromDomainNotVerified' } as const, /^MailFromDomainNotVerified: /, 0],
  ])('shows as %j says', async (fault, error, mails) => {
    await start({ faults: ({ attempt }) => (attempt === 1 ? fault : undefined) });

    expect(await errorOf(send())).toMatch(error);
    expect(endpoint.mails()).toHaveLength(mails);
    expect(await errorOf(send())).toBe('Error: was sent');
  });

  it('gets no answer at all when told so', async () => {
    await start({ faults: () => ({ kind: 'hang', accepted: true }) });
    const call = new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(mailText) } });

    expect(await errorOf(client.send(call, { abortSignal: AbortSignal.timeout(200) }))).toMatch(/abort/i);
    expect(endpoint.mails()).toHaveLength(1);
  });
});

describe("the local SES's events", () => {
  async function eventsOf(...Destinations: string[]): Promise<SesEvent[]> {
    const events: SesEvent[] = [];
    endpoint.onEvent((event) => events.push(event));
    await send({ Destinations, ConfigurationSetName: 'fushime', Tags: [{ Name: 'send', Value: 's1' }] });
    return events;
  }

  it('tell of the sending and the delivery, with tags in arrays', async () => {
    await start({ accountId: '123456789012' });
    const events = await eventsOf('a@example.jp');

    expect(events.map((event) => event['detail-type'])).toEqual(['Email Sent', 'Email Delivered']);
    expect(events[1]).toMatchObject({
      version: '0',
      source: 'aws.ses',
      account: '123456789012',
      region: 'ap-northeast-1',
      time: '2031-03-14T00:00:00Z',
      resources: ['arn:aws:ses:ap-northeast-1:123456789012:configuration-set/fushime'],
      detail: {
        eventType: 'Delivery',
        delivery: { recipients: ['a@example.jp'], timestamp: '2031-03-14T00:00:00.000Z' },
        mail: {
          messageId: endpoint.mails()[0]?.messageId,
          source: 'news@example.com',
          destination: ['a@example.jp'],
          commonHeaders: { subject: 'Hi & <bye>' },
          tags: { send: ['s1'], 'ses:configuration-set': ['fushime'], 'ses:from-domain': ['example.com'] },
        },
      },
    });
    expect(events[0]?.detail).toMatchObject({ eventType: 'Send', send: {} });
  });

  it.each([
    ['bounce@', ['Email Sent', 'Email Bounced'], { bounce: { bounceType: 'Permanent', bounceSubType: 'General' } }],
    ['suppressionlist+x@', ['Email Sent', 'Email Bounced'], { bounce: { bounceSubType: 'Suppressed' } }],
    ['complaint+a.b@', ['Email Sent', 'Email Delivered', 'Email Complaint Received'], { eventType: 'Complaint' }],
    ['ooto@', ['Email Sent', 'Email Delivered', 'Email Bounced'], { bounce: { bounceType: 'Transient' } }],
  ])('tell what the simulator does for %s', async (local, types, last) => {
    await start();
    const events = await eventsOf(`${local}simulator.amazonses.com`);

    expect(events.map((event) => event['detail-type'])).toEqual(types);
    expect(events.at(-1)?.detail).toMatchObject(last);
  });

  it.each([
    ['soft-bounced' as const, 'Email Bounced', { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull' } }],
    ['rejected' as const, 'Email Rejected', { eventType: 'Reject', reject: { reason: 'Bad content' } }],
  ])('tell of a mail that is %s when told so', async (fate, type, last) => {
    await start({ fateOf: (address) => (address === 'a@example.jp' ? fate : undefined) });
    const events = await eventsOf('a@example.jp');

    expect(events.map((event) => event['detail-type'])).toEqual(['Email Sent', type]);
    expect(events.at(-1)?.detail).toMatchObject(last);
    expect((await eventsOf('b@example.jp')).at(-1)?.['detail-type']).toBe('Email Delivered');
  });

  it('come late, twice and in another order when told so', async () => {
    const held: SesEvent[] = [];
    await start({
      carryEvents(events) {
        held.push(...events);
        return [...events, ...events].reverse();
      },
    });
    const events = await eventsOf('a@example.jp');
    const [sent, delivered] = ['Email Sent', 'Email Delivered'];

    expect(events.map((event) => event['detail-type'])).toEqual([delivered, sent, delivered, sent]);
    for (const event of held) endpoint.publish(event);
    expect(events.slice(4)).toEqual(events.slice(0, 2).reverse());
  });

  it('name in each only the recipients whom it concerns', async () => {
    await start();
    const events = await eventsOf('a@example.jp', 'bounce@simulator.amazonses.com');

    expect(events.map(({ detail }) => detail.send ?? detail.delivery ?? detail.bounce)).toMatchObject([
      {},
      { recipients: ['a@example.jp'] },
      { bouncedRecipients: [{ emailAddress: 'bounce@simulator.amazonses.com' }] },
    ]);
  });

  it('are not there for a mail without a configuration set, nor for one that was refused, nor after listening ended', async () => {
    await start();
    const events: SesEvent[] = [];
    const stop = endpoint.onEvent((event) => events.push(event));
    await send();
    await errorOf(send({ Destinations: ['broken'], ConfigurationSetName: 'fushime' }));
    stop();
    await send({ ConfigurationSetName: 'fushime' });

    expect(events).toEqual([]);
  });
});
