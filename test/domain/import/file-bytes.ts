/** The encodings that files come in. */
export type FileEncoding = (typeof fileEncodings)[number];

export const fileEncodings = [
  'utf-8',
  'utf-8 with BOM',
  'cp932',
  'utf-16le with BOM',
  'utf-16le',
  'utf-16be with BOM',
  'utf-16be',
] as const;

/** The bytes of a file. Throws for a character that the encoding does not have. */
export function encodeFile(text: string, encoding: FileEncoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8 with BOM':
      return Buffer.from(`\uFEFF${text}`, 'utf8');
    case 'utf-16le with BOM':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be with BOM':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'cp932':
      return Uint8Array.from([...text].flatMap(cp932Bytes));
  }
}

/** Cuts bytes into chunks of the given sizes, over and over. */
export async function* inChunks(bytes: Uint8Array, ...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let turn = 0;
  for (let from = 0; from < bytes.length; ) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    yield bytes.subarray(from, from + size);
    from += size;
    turn += 1;
  }
}

const cp932Table = buildCp932Table();

/** Every character that CP932 has beyond ASCII. */
export const cp932Characters: readonly string[] = [...cp932Table.keys()];

function cp932Bytes(character: string): readonly number[] {
  const code = character.codePointAt(0) ?? 0;
  const bytes = code < 0x80 ? [code] : cp932Table.get(character);
  if (bytes === undefined) throw new RangeError(`CP932 has no ${character}`);
  return bytes;
}

function buildCp932Table(): Map<string, readonly number[]> {
  const decoder = new TextDecoder('shift_jis');
  const found = new Map<string, readonly number[]>();
  const add = (...bytes: readonly number[]) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    const isPrivate = /[\uE000-\uF8FF\uFFFD]/.test(text);
    if ([...text].length === 1 && !isPrivate && !found.has(text)) found.set(text, bytes);
  };
  for (let byte = 0xa1; byte <= 0xdf; byte += 1) add(byte);
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    if (lead >= 0xa0 && lead <= 0xdf) continue;
    for (let trail = 0x40; trail <= 0xfc; trail += 1) add(lead, trail);
  }
  return found;
}
