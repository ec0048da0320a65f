import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../lambda/adapters/teams/read-answer.ts';
import { TeamsSetupError } from '../../lambda/adapters/teams/teams-setup-error.ts';
import { readWebhooks, webhookFor } from '../../lambda/adapters/teams/webhooks.ts';
import { parseFeedback } from '../../lambda/domain/feedback/parse-feedback.ts';
import { readTags, tagsOf } from '../../lambda/domain/feedback/send-tags.ts';
import type { LinkClaims } from '../../lambda/domain/links/link-claims.ts';
import { signLinkToken } from '../../lambda/domain/links/sign-link-token.ts';
import { verifyLinkToken } from '../../lambda/domain/links/verify-link-token.ts';
import { createLog } from '../../lambda/runtime/logger.ts';
import { handleEach } from '../../lambda/runtime/sqs-batch.ts';
import { parsePlanMessage, parseSendMessage } from '../../lambda/use-cases/message-schemas.ts';
import { parseNotice } from '../../lambda/use-cases/post-notices/parse-notice.ts';
import { hostileJson, hostileText, isUnpolluted, spoiled, tries } from './hostile.ts';

const nowMs = Date.parse('2027-03-14T00:00:00Z');

describe('what a webhook answers', () => {
  it('is accepted, tried again or refused, and nothing else', () => {
    const word = fc.oneof(
      hostileText,
      fc.constantFrom('Webhook message delivery failed', 'HTTP error 429', '120', '1e9'),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), word, word, (status, body, retryAfter) => {
        const meaning = readAnswer({ status, body, retryAfter }, nowMs);
        expect(['accepted', 'again', 'refused']).toContain(meaning.kind);
        if (meaning.kind === 'again' && meaning.afterMs !== undefined)
          expect(meaning.afterMs).toBeGreaterThanOrEqual(0);
        if (meaning.kind === 'accepted') expect(status).toBeLessThan(300);
      }),
      tries(500),
    );
  });
});

describe('the Teams secret', () => {
  const https = fc.constantFrom('https://a.example.jp/hook', 'http://a.example.jp', 'javascript:planted()', '', 'x');
  const hooks = fc.dictionary(fc.oneof(hostileText, fc.constantFrom('__proto__', 'constructor', '営業')), https);
  const secret = fc.record({ default: https, channels: hooks, owners: hooks });

  it('leads to a webhook over https, or to an error that shows none of it', () => {
    const texts = fc.oneof(
      hostileText,
      hostileJson.map((json) => JSON.stringify(json) ?? ''),
      secret.map((json) => JSON.stringify(json)),
    );
    fc.assert(
      fc.property(texts, hostileText, fc.boolean(), (text, name, isOwner) => {
        try {
          const url = webhookFor(
            readWebhooks(text),
            isOwner ? { kind: 'owner', email: name } : { kind: 'channel', name },
          );
          expect(url).toMatch(/^https:/);
        } catch (error) {
          expect(error).toBeInstanceOf(TeamsSetupError);
          expect(String(error)).not.toMatch(/planted|example/);
        }
        expect(isUnpolluted()).toBe(true);
      }),
      tries(500),
    );
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])('has no webhook of its own for %s', (name) => {
    const webhooks = readWebhooks(JSON.stringify({ default: 'https://a.example.jp/' }));
    expect(webhookFor(webhooks, { kind: 'channel', name })).toBe('https://a.example.jp/');
    expect(webhookFor(webhooks, { kind: 'owner', email: name })).toBe('https://a.example.jp/');
  });
});

describe('an event of SES', () => {
  const tags = Object.fromEntries(
    Object.entries(tagsOf('birthday', { customer: 'C1', key: 'k' }, 1)).map(([name, value]) => [name, [value]]),
  );
  const sound = {
    source: 'aws.ses',
    detail: {
      eventType: 'Bounce',
      mail: { timestamp: '2027-03-14T00:00:00Z', messageId: 'm', destination: ['a@example.com'], tags },
      bounce: {
        timestamp: '2027-03-14T00:00:00Z',
        bounceType: 'Permanent',
        bounceSubType: 'General',
        bouncedRecipients: [{ emailAddress: 'a@example.com', action: 'failed' }],
      },
    },
  };

  it('is read, or is none of ours', () => {
    expect(parseFeedback(sound)).toMatchObject({ what: 'hard-bounce', row: { customer: 'C1', key: 'k' } });
    fc.assert(
      fc.property(fc.oneof(hostileJson, spoiled(sound)), (event) => {
        const feedback = parseFeedback(event);
        if (feedback !== undefined) expect(feedback.at).toBe(new Date(feedback.at).toISOString());
        expect(isUnpolluted()).toBe(true);
      }),
      tries(600),
    );
  });

  it('finds its row again by tags of letters that SES takes, whatever the ids are', () => {
    const id = fc.string({ minLength: 1, maxLength: 400, unit: 'grapheme' }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(id, id, fc.integer({ min: 1, max: 999_999 }), (customer, key, attempt) => {
        const made = tagsOf('birthday', { customer, key }, attempt);
        for (const [name, value] of Object.entries(made)) expect(`${name}=${value}`).toMatch(/^[\w-]+=[\w-]{1,256}$/);
        const carried = Object.fromEntries(Object.entries(made).map(([name, value]) => [name, [value]]));
        expect(readTags(carried)).toEqual({ row: { customer, key }, attempt });
      }),
      tries(200),
    );
  });

  it('names no row by tags that somebody made up', () => {
    const anyTags = fc.dictionary(
      fc.oneof(fc.constantFrom('customer', 'key', 'key2', 'attempt', '__proto__'), fc.string()),
      fc.array(hostileText),
    );
    fc.assert(
      fc.property(anyTags, (made) => {
        const read = readTags(made);
        if (read !== undefined) expect(read.attempt).toBeGreaterThan(0);
      }),
      tries(500),
    );
  });
});

describe('a message of a queue', () => {
  const sounds: readonly (readonly [parse: (body: unknown) => unknown, sound: unknown])[] = [
    [parsePlanMessage, { kind: 'run', campaign: 'a', scheduledTime: '2027-03-14T00:00:00Z' }],
    [
      parsePlanMessage,
      {
        kind: 'continue',
        campaign: 'a',
        date: '2027-03-14',
        day: '2027-03-14',
        cursor: { query: 0, page: 'p' },
        held: false,
      },
    ],
    [parsePlanMessage, { kind: 'again', rows: [{ customer: 'C1', key: 'k' }] }],
    [parseSendMessage, { customer: 'C1', key: 'k' }],
    [parseNotice, { kind: 'send', campaign: 'a', customer: 'C1', key: 'k', state: 'sent', reason: '' }],
    [parseNotice, { kind: 'run', campaign: 'a', date: '2027-03-14', counts: { sent: 1 } }],
  ];

  it.each(sounds)('is read, or goes to the dead-letter queue by itself: %o', async (parse, sound) => {
    expect(parse(sound)).toEqual(sound);
    const lines: string[] = [];
    const body = fc.oneof(
      hostileText,
      fc.oneof(hostileJson, spoiled(sound)).map((json) => JSON.stringify(json) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const handled: unknown[] = [];
        const handle = handleEach({
          parse,
          log: createLog((line) => lines.push(line)),
          handle: async (message) => void handled.push(message),
        });
        const { batchItemFailures } = await handle({
          Records: [record('m1', text), record('m2', JSON.stringify(sound))],
        });
        expect(handled).toContainEqual(sound);
        expect(batchItemFailures.length + handled.length).toBe(2);
        expect(isUnpolluted()).toBe(true);
      }),
      tries(150),
    );
    for (const line of lines) expect(Object.keys(JSON.parse(line))).not.toContain('planted');
    expect(lines.join()).not.toContain('planted');
  });

  function record(messageId: string, body: string) {
    const attributes = {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: '',
      ApproximateFirstReceiveTimestamp: '0',
    };
    const source = { eventSource: 'aws:sqs', eventSourceARN: 'arn', awsRegion: 'ap-northeast-1' };
    return { ...{ messageId, body, attributes, receiptHandle: 'r', messageAttributes: {}, md5OfBody: '' }, ...source };
  }
});

describe('a link’s token', () => {
  const claims: LinkClaims = { purpose: 'choice', customer: 'C1', campaign: 'birthday' };
  const good = signLinkToken(claims, 'key');
  const asked = { purpose: 'choice', nowMs } as const;

  it('is good as it was signed', () => {
    expect(verifyLinkToken(good, ['key'], asked)).toEqual({ kind: 'good', claims });
  });

  it('is nothing when it is anything else', () => {
    const [payload = '', mac = ''] = good.split('.');
    const changed = fc
      .tuple(fc.nat(good.length - 1), fc.constantFrom(...'Aa0-_.'))
      .map(([at, letter]) => good.slice(0, at) + letter + good.slice(at + 1));
    const forged = hostileJson.map((json) => `${Buffer.from(JSON.stringify(json) ?? '').toString('base64url')}.${mac}`);
    const token = fc.oneof(
      hostileText,
      changed,
      forged,
      fc.constantFrom(`${payload}.`, `.${mac}`, `${good}.x`, payload, `${good}=`, ` ${good}`),
    );
    fc.assert(
      fc.property(token, (text) => {
        // The last letter of a base64 text has bits that count for nothing.
        fc.pre(text.slice(0, -1) !== good.slice(0, -1));
        expect(verifyLinkToken(text, ['key', 'older'], asked)).toEqual({ kind: 'unknown' });
        expect(isUnpolluted()).toBe(true);
      }),
      tries(800),
    );
  });
});

describe('a line of the log', () => {
  it('is one line of JSON without addresses, whatever it is given', () => {
    const value = fc.oneof(
      hostileText,
      fc.constantFrom('a@example.com', 'x https://a.example.jp/?sig=1'),
      fc.integer(),
      fc.boolean(),
    );
    const ids = fc.dictionary(
      fc.oneof(fc.constantFrom('customer', 'error', '__proto__'), fc.stringMatching(/^[a-z]+$/)),
      value,
    );
    fc.assert(
      fc.property(hostileText, ids, (event, given) => {
        const lines: string[] = [];
        createLog((line) => lines.push(line)).error(event, given);
        expect(lines).toHaveLength(1);
        const [line = ''] = lines;
        expect(line).not.toMatch(/[\r\n]|@|:\/\//);
        expect(JSON.parse(line)).toMatchObject({ level: 'ERROR' });
        expect(isUnpolluted()).toBe(true);
      }),
      tries(500),
    );
  });
});
