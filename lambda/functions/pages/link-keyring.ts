import { readLinkKeys } from '../../adapters/secrets/link-keys.ts';
import type { Clock } from '../../ports.ts';
import type { LinkTools } from './on-link.ts';

const keptMs = 5 * 60_000;
const rereadAfterMs = 60_000;

/**
 * The keys of links, kept for five minutes. Who meets a signature that none of them made may look again, which asks the
 * secret at most once a minute: links may be signed with a key that was made since. `read` asks the secret anew.
 */
export function createLinkKeyring(options: {
  readonly read: () => Promise<string>;
  readonly clock: Clock;
}): Pick<LinkTools, 'linkKeys' | 'latestLinkKeys'> {
  const { read, clock } = options;
  let kept: { readonly keys: Promise<readonly string[]>; readonly atMs: number } | undefined;

  function notOlderThan(ageMs: number): Promise<readonly string[]> {
    if (kept && clock.nowMs() - kept.atMs < ageMs) return kept.keys;
    const fresh = { keys: read().then(readLinkKeys), atMs: clock.nowMs() };
    kept = fresh;
    // A failure is not kept.
    fresh.keys.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    return fresh.keys;
  }

  return { linkKeys: () => notOlderThan(keptMs), latestLinkKeys: () => notOlderThan(rereadAfterMs) };
}
