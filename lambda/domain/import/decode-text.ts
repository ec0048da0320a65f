/** How many bytes from the first one beyond ASCII on are looked at before an encoding is settled. */
const WINDOW_BYTES = 65_536;

/** Node's types know TextDecoder as a value only. */
type Decoder = InstanceType<typeof TextDecoder>;

/**
 * Text of a file in UTF-8 (with or without BOM), UTF-16 with BOM, or CP932, in pieces that never cut a character.
 * ASCII is the same in UTF-8 and CP932, so the choice is made at the first byte beyond it, however late that comes:
 * UTF-8 when the bytes from there on are valid, CP932 otherwise. A byte that means nothing becomes U+FFFD.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const ascii = new TextDecoder('utf-8');
  let decoder: Decoder | undefined;
  let isStart = true;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of bytes) {
    if (decoder !== undefined) {
      yield decoder.decode(chunk, { stream: true });
      continue;
    }
    const firstBeyond = heldBytes > 0 ? 0 : chunk.findIndex((byte) => byte > 0x7f);
    const asciiLength = firstBeyond === -1 ? chunk.length : firstBeyond;
    if (asciiLength > 0) {
      isStart = false;
      yield ascii.decode(chunk.subarray(0, asciiLength));
    }
    if (firstBeyond === -1) continue;
    // A copy: the source may use its buffer again once we ask for more.
    held.push(chunk.slice(firstBeyond));
    heldBytes += chunk.length - firstBeyond;
    if (heldBytes < WINDOW_BYTES) continue;
    const window = Buffer.concat(held);
    decoder = decoderFor(window, isStart, false);
    held = [];
    yield decoder.decode(window, { stream: true });
  }
  if (decoder === undefined && heldBytes > 0) {
    const window = Buffer.concat(held);
    decoder = decoderFor(window, isStart, true);
    yield decoder.decode(window, { stream: true });
  }
  if (decoder !== undefined) yield decoder.decode();
}

function decoderFor(window: Uint8Array, isStart: boolean, isWhole: boolean): Decoder {
  if (isStart && window[0] === 0xff && window[1] === 0xfe) return new TextDecoder('utf-16le');
  if (isStart && window[0] === 0xfe && window[1] === 0xff) return new TextDecoder('utf-16be');
  const hasBom = isStart && window[0] === 0xef && window[1] === 0xbb && window[2] === 0xbf;
  // What the web calls shift_jis is Windows' CP932, with ①㈱髙﨑～ (WHATWG Encoding Standard).
  return new TextDecoder(hasBom || isUtf8(window, isWhole) ? 'utf-8' : 'shift_jis');
}

function isUtf8(window: Uint8Array, isWhole: boolean): boolean {
  try {
    // The window's last character may be cut; the file's last one may not.
    new TextDecoder('utf-8', { fatal: true }).decode(window, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}
