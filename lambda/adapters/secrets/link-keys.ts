import { parseLinkKeys } from '../../domain/links/link-key-list.ts';
import { SecretError } from './secret-error.ts';

/**
 * The keys in a link secret's text, newest first: one key as plain text, or `{"keys": ["new", "old", …]}` after a
 * rotation. Old keys stay for good, as links never expire. Throws SecretError.
 */
export function readLinkKeys(text: string): readonly [string, ...string[]] {
  const [newest, ...older] = parseLinkKeys(text);
  if (newest === undefined) throw new SecretError('The link secret holds no keys', undefined);
  return [newest, ...older];
}
