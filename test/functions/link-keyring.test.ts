import { expect, it } from 'vitest';
import { createLinkKeyring } from '../../lambda/functions/pages/link-keyring.ts';

function aKeyring() {
  let nowMs = 0;
  const secret = { text: 'first', reads: 0, fails: false };
  const keyring = createLinkKeyring({
    clock: { nowMs: () => nowMs },
    read: async () => {
      secret.reads += 1;
      if (secret.fails) throw new Error('down');
      return secret.text;
    },
  });
  return {
    ...keyring,
    secret,
    later(ms: number) {
      nowMs += ms;
    },
  };
}

it('keeps the keys for five minutes', async () => {
  const { linkKeys, secret, later } = aKeyring();
  for (let time = 0; time < 5; time += 1) {
    await linkKeys();
    later(59_000);
  }
  expect(secret.reads).toBe(1);
  later(10_000);
  await linkKeys();
  expect(secret.reads).toBe(2);
});

it('looks again for an unknown signature, at most once a minute', async () => {
  const { linkKeys, latestLinkKeys, secret, later } = aKeyring();
  await linkKeys();
  secret.text = '{"keys":["second","first"]}';
  expect(await latestLinkKeys()).toEqual(['first']);
  later(60_000);
  expect(await Promise.all([latestLinkKeys(), latestLinkKeys()])).toEqual([
    ['second', 'first'],
    ['second', 'first'],
  ]);
  expect(await linkKeys()).toEqual(['second', 'first']);
  expect(secret.reads).toBe(2);
});

it('does not keep a failure', async () => {
  const { linkKeys, secret } = aKeyring();
  secret.fails = true;
  await expect(linkKeys()).rejects.toThrow('down');
  secret.fails = false;
  expect(await linkKeys()).toEqual(['first']);
});
