import { formatLinkKeys, parseLinkKeys } from '../domain/links/link-key-list.ts';
import type { Log } from '../ports.ts';

/** One of the four things that Secrets Manager asks for, in this order. `version` names the rotation: asked twice is once. */
export interface RotationStep {
  readonly step: 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
  readonly version: string;
}

/** The versions of the one secret that is rotated. */
export interface SecretVersions {
  /** The version that is in use. */
  current(): Promise<{ readonly id: string; readonly text: string }>;
  /** The text of a rotation's version; undefined while there is none. */
  pending(version: string): Promise<string | undefined>;
  /** Stores a rotation's version, which nobody uses yet. Storing it again changes nothing. */
  putPending(version: string, text: string): Promise<void>;
  /** Has a rotation's version take the place of the current one. */
  promote(version: string, currentId: string): Promise<void>;
}

/** What a rotation needs. `newKey` makes up a key that nobody can guess. */
export interface RotationTools {
  readonly secret: SecretVersions;
  readonly newKey: () => string;
  readonly log: Log;
}

/**
 * Does one step of a rotation of the keys that sign links: a new key in front, all old ones kept for good, as links in
 * mails never expire. Throws an Error when a key would be lost; the current version then stays.
 */
export async function rotateLinkKey(
  { secret, newKey, log }: RotationTools,
  { step, version }: RotationStep,
): Promise<void> {
  const current = await secret.current();
  if (current.id === version) return;
  const keys = parseLinkKeys(current.text);
  if (keys.length === 0) throw new Error('The link secret holds no keys: rotating it would make every link invalid.');
  switch (step) {
    case 'createSecret':
      if ((await secret.pending(version)) === undefined) {
        await secret.putPending(version, formatLinkKeys([newKey(), ...keys]));
      }
      return;
    case 'setSecret':
      // Nobody but the readers of the secret knows the keys: there is nowhere to set them.
      return;
    case 'testSecret': {
      // Secrets Manager also calls this step alone, to try out the schedule: then there may be nothing to look at.
      const pending = await secret.pending(version);
      if (pending !== undefined) checkPending(pending, keys);
      return;
    }
    case 'finishSecret':
      checkPending((await secret.pending(version)) ?? '', keys);
      await secret.promote(version, current.id);
      log.info('link-key-rotated', { keys: keys.length + 1 });
  }
}

/** Somebody may have added a key by hand since the version was made. */
function checkPending(text: string, keys: readonly string[]): void {
  const pending = parseLinkKeys(text);
  if (keys.some((key) => !pending.includes(key))) {
    throw new Error('The new version of the link secret lacks a key of the current one: nothing is changed.');
  }
}
