import { describe, expect, test } from 'vitest';
import { type RotationStep, rotateLinkKey, type SecretVersions } from '../../lambda/use-cases/rotate-link-key.ts';

/** A secret in memory; `text` is its current value. */
function aSecret(text: string) {
  const versions = new Map([['v0', text]]);
  let currentId = 'v0';
  const secret: SecretVersions = {
    current: async () => ({ id: currentId, text: versions.get(currentId) ?? '' }),
    pending: async (version) => (version === currentId ? undefined : versions.get(version)),
    putPending: async (version, value) => void versions.set(version, versions.get(version) ?? value),
    promote: async (version) => {
      currentId = version;
    },
  };
  let made = 0;
  const newKey = () => {
    made += 1;
    return `new${made}`;
  };
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  return {
    versions,
    text: () => versions.get(currentId),
    rotate: (version: string, ...steps: RotationStep['step'][]) =>
      steps.reduce(
        (before, step) => before.then(() => rotateLinkKey({ secret, newKey, log }, { step, version })),
        Promise.resolve(),
      ),
  };
}

const allSteps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

describe('rotating the key of links', () => {
  test('puts a new key in front of a lone key in plain text', async () => {
    const secret = aSecret('old');
    await secret.rotate('v1', ...allSteps);
    expect(secret.text()).toBe('{"keys":["new1","old"]}');
  });

  test('keeps every key there ever was, in order', async () => {
    const secret = aSecret('{"keys":["b","a"]}');
    await secret.rotate('v1', ...allSteps);
    await secret.rotate('v2', ...allSteps);
    expect(secret.text()).toBe('{"keys":["new2","new1","b","a"]}');
  });

  test('changes nothing that is used before its last step', async () => {
    const secret = aSecret('old');
    await secret.rotate('v1', 'createSecret', 'setSecret', 'testSecret');
    expect(secret.text()).toBe('old');
  });

  test('makes one key however often a step is repeated', async () => {
    const secret = aSecret('old');
    await secret.rotate('v1', ...allSteps.flatMap((step) => [step, step]), ...allSteps);
    expect(secret.text()).toBe('{"keys":["new1","old"]}');
  });

  test('fails rather than lose a key that came in between', async () => {
    const secret = aSecret('old');
    await secret.rotate('v1', 'createSecret');
    secret.versions.set('v0', '{"keys":["old","by hand"]}');
    await expect(secret.rotate('v1', 'testSecret')).rejects.toThrow('lacks a key');
    await expect(secret.rotate('v1', 'finishSecret')).rejects.toThrow('lacks a key');
    expect(secret.text()).toBe('{"keys":["old","by hand"]}');
  });

  test('does not finish what was never made, and may be tried out before', async () => {
    const secret = aSecret('old');
    await secret.rotate('v1', 'testSecret');
    await expect(secret.rotate('v1', 'finishSecret')).rejects.toThrow('lacks a key');
    expect(secret.text()).toBe('old');
  });

  test.each(['{', '{"keys":[]}'])('leaves a secret alone that holds no keys: %s', async (text) => {
    const secret = aSecret(text);
    await expect(secret.rotate('v1', 'createSecret')).rejects.toThrow('holds no keys');
    expect(secret.versions.size).toBe(1);
  });
});
