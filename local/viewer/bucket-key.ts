/** Larger files are no campaign and no table that a browser should carry. */
export const MAX_UPLOAD_BYTES = 30 * 1024 * 1024;

/** Where a dropped file belongs, told by its name and, for templates, by whether it has front matter. */
export function bucketKeyFor(
  fileName: string,
  bytes: Uint8Array,
): { readonly key: string } | { readonly cause: 'name' | 'type' } {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is kept out.
  if (!/^[^/\\\u0000-\u001f\u007f]{1,200}$/.test(fileName) || fileName.startsWith('.')) return { cause: 'name' };
  if (/\.hbs$/i.test(fileName)) return { key: `${hasFrontMatter(bytes) ? 'campaigns' : 'partials'}/${fileName}` };
  if (/\.(csv|tsv|jsonl|xlsx)$/i.test(fileName)) return { key: `imports/${fileName}` };
  return { cause: 'type' };
}

function hasFrontMatter(bytes: Uint8Array): boolean {
  // TextDecoder drops a BOM.
  return /^\s*---[ \t]*(\r?\n|$)/.test(new TextDecoder().decode(bytes.subarray(0, 1000)));
}
