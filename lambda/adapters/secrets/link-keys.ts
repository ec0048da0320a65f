import { SecretError } from './secret-error.ts';

/**
 * The keys in a link secret's text, newest first: one key as plain text, or `{"keys": ["new", "old", …]}` after a
 * rotation. Old keys stay for good, as links never expire. Throws SecretError.
 */
export function readLinkKeys(text: string): readonly [string, ...string[]] {
  if (!text.trimStart().startsWith('{')) return [text];
  const [newest, ...older] = listedKeys(text);
  if (newest === undefined) throw new SecretError('The link secret holds no keys', undefined);
  return [newest, ...older];
}

function listedKeys(text: string): readonly string[] {
  try {
    const parsed: { readonly keys?: unknown } = JSON.parse(text);
    const keys = Array.isArray(parsed.keys) ? parsed.keys : [];
    return keys.filter((key) => typeof key === 'string' && key !== '');
  } catch {
    // The parser's message would quote the secret.
    return [];
  }
}
