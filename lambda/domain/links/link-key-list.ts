/**
 * The keys in a link secret's text, newest first: one key as plain text, or `{"keys": ["new", "old", …]}` after a
 * rotation. Empty when the text is neither.
 */
export function parseLinkKeys(text: string): readonly string[] {
  if (!text.trimStart().startsWith('{')) return text === '' ? [] : [text];
  try {
    const parsed: { readonly keys?: unknown } = JSON.parse(text);
    const keys = Array.isArray(parsed.keys) ? parsed.keys : [];
    return keys.filter((key) => typeof key === 'string' && key !== '');
  } catch {
    // The parser's message would quote the secret.
    return [];
  }
}

/** The text of a link secret with these keys, newest first. */
export function formatLinkKeys(keys: readonly string[]): string {
  return JSON.stringify({ keys });
}
