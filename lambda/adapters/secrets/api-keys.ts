const minChars = 32;
const maxKeys = 2;

/**
 * The keys in the secret of the HTTP API, newest first: one a line, or `{"keys": ["new", "old"]}`. Two at most, so that
 * callers move from one to the other while both work. Keys below 32 characters do not count: they could be guessed.
 */
export function readApiKeys(text: string): readonly string[] {
  return listed(text.trim())
    .filter((key) => key.length >= minChars)
    .slice(0, maxKeys);
}

/** The text of the secret with these keys, newest first. */
export function formatApiKeys(keys: readonly string[]): string {
  return JSON.stringify({ keys: keys.slice(0, maxKeys) });
}

function listed(text: string): readonly string[] {
  if (!text.startsWith('{')) return text.split(/\s+/);
  try {
    const parsed: { readonly keys?: unknown } = JSON.parse(text);
    return Array.isArray(parsed.keys) ? parsed.keys.filter((key) => typeof key === 'string') : [];
  } catch {
    // The parser's message would quote the secret.
    return [];
  }
}
