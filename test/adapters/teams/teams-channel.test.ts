import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTeamsChannel } from '../../../lambda/adapters/teams/teams-channel.ts';
import { startTeams, type TeamsAnswers, type TeamsEndpoint } from '../../../local/endpoints/teams.ts';

const nowMs = Date.UTC(2027, 2, 14);
const channel = { kind: 'channel', name: 'general' } as const;
const payload = { type: 'message', attachments: [], text: '誕生日 𠮷' };

let teams: TeamsEndpoint;

beforeEach(async () => {
  teams = await startTeams({ maxPostsPerSecond: 100 });
});

afterEach(() => teams.close());

function aChannel(options: { secret?: unknown; answers?: TeamsAnswers; timeoutMs?: number } = {}) {
  teams.setAnswers(options.answers);
  const waitsMs: number[] = [];
  const secret = options.secret ?? { default: `${teams.url}/default?sig=geheim` };
  let turns = 0;
  return {
    waitsMs,
    turns: () => turns,
    channel: createTeamsChannel({
      readSecret: async () => (typeof secret === 'string' ? secret : JSON.stringify(secret)),
      secretArn: 'arn',
      pace: async () => {
        turns += 1;
      },
      clock: { nowMs: () => nowMs },
      sleep: async (ms) => {
        waitsMs.push(ms);
      },
      timeoutMs: options.timeoutMs ?? 5_000,
    }),
  };
}

const paths = () => teams.posts().map(({ path }) => path);

describe('posting to Teams', () => {
  it('hands over the payload as JSON in UTF-8 and takes 202 for accepted', async () => {
    const { channel: posting, turns } = aChannel();
    expect(await posting.post(channel, payload)).toEqual({ kind: 'accepted' });
    expect(teams.accepted().map((post) => post.payload)).toEqual([payload]);
    expect(turns()).toBe(1);
  });

  it('goes to the channel or the owner where they have a webhook, and to the default where not', async () => {
    const { channel: posting } = aChannel({
      secret: {
        default: `${teams.url}/default`,
        channels: { sales: `${teams.url}/sales`, empty: '' },
        owners: { 'Sato@Example.com': `${teams.url}/sato` },
      },
    });
    await posting.post({ kind: 'channel', name: 'sales' }, payload);
    await posting.post({ kind: 'channel', name: 'empty' }, payload);
    await posting.post({ kind: 'channel', name: 'none' }, payload);
    await posting.post({ kind: 'owner', email: 'sato@example.com' }, payload);
    await posting.post({ kind: 'owner', email: 'other@example.com' }, payload);
    expect(paths()).toEqual(['/sales', '/default', '/default', '/sato', '/default']);
  });

  it.each([
    ['429 with seconds', { status: 429, headers: { 'retry-after': '7' } }, 7_000],
    ['429 with a date', { status: 429, headers: { 'retry-after': new Date(nowMs + 9_000).toUTCString() } }, 9_000],
    ['429 without a word', { status: 429 }, 1_000],
    ['429 with nonsense', { status: 429, headers: { 'retry-after': 'soon' } }, 1_000],
    ['503 with seconds', { status: 503, headers: { 'retry-after': '3' } }, 3_000],
    ['500', { status: 500 }, 1_000],
    ['408', { status: 408 }, 1_000],
    [
      '200 that tells of a 429',
      {
        status: 200,
        body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x',
      },
      1_000,
    ],
    ['a cut connection', { drop: true }, 1_000],
  ])('waits as asked and tries again after %s', async (_, answer, waitMs) => {
    const { channel: posting, waitsMs, turns } = aChannel({ answers: (n) => (n === 1 ? answer : undefined) });
    expect(await posting.post(channel, payload)).toEqual({ kind: 'accepted' });
    expect(waitsMs).toEqual([waitMs]);
    expect(turns()).toBe(2);
  });

  it('tries again after an answer that never came', async () => {
    const { channel: posting } = aChannel({ answers: (n) => (n === 1 ? { hang: true } : undefined), timeoutMs: 200 });
    expect(await posting.post(channel, payload)).toEqual({ kind: 'accepted' });
    expect(teams.posts()).toHaveLength(2);
  });

  it.each([
    ['500', { status: 500 }, 500],
    ['429', { status: 429, headers: { 'retry-after': '2' } }, 429],
    ['cut connections', { drop: true }, 0],
  ])('gives up after three tries of %s, for the queue to try later', async (_, answer, status) => {
    const { channel: posting } = aChannel({ answers: () => answer });
    expect(await posting.post(channel, payload)).toMatchObject({ kind: 'refused', status, retryable: true });
    expect(teams.posts()).toHaveLength(3);
  });

  it('does not sit out a long wait but says how long it was to be', async () => {
    const { channel: posting, waitsMs } = aChannel({
      answers: () => ({ status: 429, headers: { 'retry-after': '120' } }),
    });
    expect(await posting.post(channel, payload)).toEqual({
      kind: 'refused',
      status: 429,
      retryable: true,
      retryAfterMs: 120_000,
    });
    expect(waitsMs).toEqual([]);
  });

  it.each([
    ['400', { status: 400 }, 400],
    ['404', { status: 404 }, 404],
    ['413', { status: 413 }, 413],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example.com/' } }, 302],
    [
      '200 that tells of a 413',
      {
        status: 200,
        body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId y',
      },
      413,
    ],
  ])('does not try again after %s', async (_, answer, status) => {
    const { channel: posting } = aChannel({ answers: () => answer });
    expect(await posting.post(channel, payload)).toEqual({ kind: 'refused', status, retryable: false });
    expect(teams.posts()).toHaveLength(1);
  });

  it('takes the old connectors’ 200 with body 1 for accepted', async () => {
    const { channel: posting } = aChannel({ answers: () => ({ status: 200, body: '1' }) });
    expect(await posting.post(channel, payload)).toEqual({ kind: 'accepted' });
  });

  it.each([
    ['https://acme.webhook.office.com/webhookb2/geheim', 'Office 365 connector'],
    ['https://outlook.office.com/webhook/geheim', 'Office 365 connector'],
    ['http://example.com/geheim', 'not https'],
    ['ftp://127.0.0.1/geheim', 'not https'],
    ['geheim', 'not a URL'],
    ['', 'no "default" webhook yet'],
  ])('refuses the webhook %j with a word on what is wrong, and without showing it', async (url, text) => {
    const failure = await aChannel({ secret: { default: url } })
      .channel.post(channel, payload)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'TeamsSetupError', retryable: true });
    expect(String(failure)).toContain(text);
    expect(JSON.stringify(failure) + String(failure)).not.toContain('geheim');
  });

  it('never shows the secret when it is not what it should be', async () => {
    for (const secret of ['{"default": "https://geheim', '"geheim"', '{"default":["geheim"]}']) {
      const failure = await aChannel({ secret })
        .channel.post(channel, payload)
        .catch((error: unknown) => error);
      expect(String(failure)).toContain('The Teams secret must be');
      expect(String(failure)).not.toContain('geheim');
    }
  });
});

describe('the addresses that have a webhook', () => {
  it('are the default one and all that are named with a URL', async () => {
    const url = 'https://example.com/x';
    const secret = { default: url, channels: { sales: url, empty: ' ' }, owners: { ' Sato@Example.com ': url } };
    expect(await aChannel({ secret }).channel.addresses()).toEqual([
      { kind: 'channel', name: '' },
      { kind: 'channel', name: 'sales' },
      { kind: 'owner', email: 'sato@example.com' },
    ]);
    await expect(aChannel({ secret: '[]' }).channel.addresses()).rejects.toMatchObject({ name: 'TeamsSetupError' });
  });
});
