import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAddressHasher } from '../../../lambda/adapters/secrets/address-hasher.ts';
import { readLinkKeys } from '../../../lambda/adapters/secrets/link-keys.ts';
import { createLinks } from '../../../lambda/adapters/secrets/links.ts';
import { createSecretReader } from '../../../lambda/adapters/secrets/secret-reader.ts';
import { verifyLinkToken } from '../../../lambda/domain/links/verify-link-token.ts';
import { type SecretsEndpoint, startSecrets } from '../../../local/endpoints/secrets.ts';
import { localClient } from '../sqs/start-fauxqs.ts';

const arn = 'arn:aws:secretsmanager:ap-northeast-1:000000000000:secret:key-AbCdEf';
let endpoint: SecretsEndpoint;
let client: SecretsManagerClient;

beforeEach(async () => {
  endpoint = await startSecrets({ secrets: [{ arn, value: 'first' }] });
  client = new SecretsManagerClient(localClient(endpoint.url));
});

afterEach(async () => {
  vi.restoreAllMocks();
  client.destroy();
  await endpoint.close();
});

describe('reading a secret', () => {
  it('asks once for many readers, and again after five minutes', async () => {
    let nowMs = 0;
    const send = vi.spyOn(client, 'send');
    const read = createSecretReader({ client, clock: { nowMs: () => nowMs } });
    expect(await Promise.all([read(arn), read(arn), read(arn)])).toEqual(['first', 'first', 'first']);
    expect(send).toHaveBeenCalledTimes(1);
    endpoint.set(arn, 'second');
    nowMs = 299_999;
    expect(await read(arn)).toBe('first');
    nowMs = 300_000;
    expect(await read(arn)).toBe('second');
  });

  it('does not keep a failure', async () => {
    const other = `${arn}2`;
    const read = createSecretReader({ client });
    await expect(read(other)).rejects.toMatchObject({ name: 'SecretError', retryable: true });
    endpoint.set(other, 'now');
    expect(await read(other)).toBe('now');
  });
});

describe('reading a secret afresh', () => {
  it('sees a rotation before the five minutes are over, but asks no more than once a minute', async () => {
    let nowMs = 0;
    const send = vi.spyOn(client, 'send');
    const read = createSecretReader({ client, clock: { nowMs: () => nowMs } });
    await read(arn);
    endpoint.set(arn, 'second');
    nowMs = 59_999;
    expect(await read.fresh(arn)).toBe('first');
    nowMs = 60_000;
    expect(await Promise.all([read.fresh(arn), read.fresh(arn)])).toEqual(['second', 'second']);
    expect(await read(arn)).toBe('second');
    expect(send).toHaveBeenCalledTimes(2);
  });

  it('that fails takes nothing away from others, and is not tried again at once', async () => {
    let nowMs = 0;
    const read = createSecretReader({ client, clock: { nowMs: () => nowMs } });
    await read(arn);
    const send = vi.spyOn(client, 'send').mockRejectedValue(new Error('down'));
    nowMs = 60_000;
    await expect(read.fresh(arn)).rejects.toThrow('cannot be read');
    expect(await read.fresh(arn)).toBe('first');
    expect(await read(arn)).toBe('first');
    expect(send).toHaveBeenCalledTimes(1);
  });
});

describe('hashing an address', () => {
  const hash = (address: string, key = 'key') => createAddressHasher({ key: () => Promise.resolve(key) }).hash(address);

  it('takes one mailbox written in several ways for one', async () => {
    const wanted = await hash('taro@xn--wgv71a119e.jp');
    for (const address of ['Taro@日本語.jp', ' TARO@XN--WGV71A119E.JP ', 'taro@日本語.JP']) {
      expect(await hash(address)).toBe(wanted);
    }
    expect(await hash('jiro@xn--wgv71a119e.jp')).not.toBe(wanted);
  });

  it('depends on the key and shows nothing of the address', async () => {
    expect(await hash('taro@example.com')).not.toBe(await hash('taro@example.com', 'other'));
    expect(await hash('taro@example.com')).toMatch(/^[\w-]{43}$/);
  });

  it('works for addresses that cannot be mailed too', async () => {
    expect(await hash('Not an address ')).toBe(await hash('not an address'));
  });
});

describe('an unsubscribe link', () => {
  const links = (secret: string, pagesUrl = 'https://pages.example.jp/') =>
    createLinks({ pagesUrl, key: () => Promise.resolve(secret) });

  it('leads to the pages with a token that names customer and campaign', async () => {
    const url = await links('k1').to({ purpose: 'choice', customer: 'C0001', campaign: 'birthday' });
    expect(url).toMatch(/^https:\/\/pages\.example\.jp\/u\/[\w-]+\.[\w-]+$/);
    expect(verifyLinkToken(url.split('/').at(-1) ?? '', ['k1'], { purpose: 'choice', nowMs: 0 })).toEqual({
      kind: 'good',
      claims: { purpose: 'choice', customer: 'C0001', campaign: 'birthday' },
    });
  });

  it('is signed with the newest of several keys', async () => {
    const url = await links('{"keys":["k2","k1"]}').to({ purpose: 'choice', customer: 'C0001', campaign: 'birthday' });
    expect(verifyLinkToken(url.split('/').at(-1) ?? '', ['k2'], { purpose: 'choice', nowMs: 0 }).kind).toBe('good');
  });

  it('is not made from a secret that holds no key', () => {
    for (const text of ['{', '{}', '{"keys":[]}', '{"keys":[1]}']) {
      expect(() => readLinkKeys(text)).toThrow('holds no keys');
    }
  });
});
