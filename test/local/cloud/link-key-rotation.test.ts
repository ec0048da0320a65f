import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLinkKeys } from '../../../lambda/adapters/secrets/link-keys.ts';
import { createLinks } from '../../../lambda/adapters/secrets/links.ts';
import { localAccessKeyId } from '../../../local/cloud/functions/function-env.ts';
import type { LocalCloud } from '../../../local/cloud/local-cloud.ts';
import { openCloudOn } from '../../e2e/small-company.ts';

let cloud: LocalCloud;
let secrets: SecretsManagerClient;
let secretArn: string;

beforeAll(async () => {
  cloud = await openCloudOn('2027-03-15');
  secretArn = cloud.variable('LINK_KEY_SECRET');
  secrets = new SecretsManagerClient({
    endpoint: cloud.proxyUrl,
    region: cloud.region,
    credentials: { accessKeyId: localAccessKeyId, secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  secrets.destroy();
  await cloud.close();
});

async function secretText(): Promise<string> {
  return (await secrets.send(new GetSecretValueCommand({ SecretId: secretArn }))).SecretString ?? '';
}

/** A link signed with what is now the newest key. */
async function freshLink(): Promise<string> {
  const links = createLinks({ pagesUrl: cloud.pagesUrl, key: secretText });
  return links.to({ purpose: 'choice', customer: 'C0001', campaign: 'birthday' });
}

async function statusOf(link: string): Promise<number> {
  return (await fetch(link)).status;
}

test('links signed before a rotation and after it all lead to their page', async () => {
  const first = await freshLink();
  expect(await statusOf(first)).toBe(200);
  const [key] = readLinkKeys(await secretText());

  await cloud.rotateSecret(secretArn);
  const rotated = readLinkKeys(await secretText());
  expect(rotated).toHaveLength(2);
  expect(rotated[1]).toBe(key);
  const second = await freshLink();
  expect(second).not.toBe(first);
  // Pages have read the secret within the last minute: they may not look again yet.
  cloud.clock.moveTo(cloud.clock.nowMs() + 60_000);
  expect([await statusOf(first), await statusOf(second)]).toEqual([200, 200]);

  await cloud.rotateSecret(secretArn);
  expect(readLinkKeys(await secretText()).slice(1)).toEqual(rotated);
  cloud.clock.moveTo(cloud.clock.nowMs() + 60_000);
  expect(await Promise.all([first, second, await freshLink()].map(statusOf))).toEqual([200, 200, 200]);
  expect(cloud.failures()).toEqual([]);
});

test('a step that Secrets Manager asks for twice is done once', async () => {
  const before = readLinkKeys(await secretText());
  const event = { SecretId: secretArn, ClientRequestToken: 'b7c3f8a0-0000-4000-8000-000000000001' };
  for (const Step of ['createSecret', 'createSecret', 'setSecret', 'testSecret', 'finishSecret', 'finishSecret']) {
    await cloud.invoke('rotate', { ...event, Step });
  }
  const after = readLinkKeys(await secretText());
  expect(after.slice(1)).toEqual(before);
});

test('a key that somebody adds while a rotation is under way is not lost: the rotation fails', async () => {
  const event = { SecretId: secretArn, ClientRequestToken: 'b7c3f8a0-0000-4000-8000-000000000002' };
  await cloud.invoke('rotate', { ...event, Step: 'createSecret' });
  const keys = [...readLinkKeys(await secretText()), 'added by hand'];
  const byHand = { SecretId: secretArn, SecretString: JSON.stringify({ keys }) };
  await secrets.send(
    new PutSecretValueCommand({ ...byHand, ClientRequestToken: 'b7c3f8a0-0000-4000-8000-000000000003' }),
  );
  await expect(cloud.invoke('rotate', { ...event, Step: 'finishSecret' })).rejects.toThrow('nothing is changed');
  expect(readLinkKeys(await secretText())).toEqual(keys);
});

test('no other secret can be rotated', async () => {
  await expect(cloud.rotateSecret(cloud.variable('ADDRESS_KEY_SECRET'))).rejects.toThrow('Nothing rotates');
  const event = { SecretId: cloud.variable('ADDRESS_KEY_SECRET'), ClientRequestToken: 'x', Step: 'createSecret' };
  await expect(cloud.invoke('rotate', event)).rejects.toThrow('no other secret');
});
