/** How many bytes from the first one beyond ASCII on are looked at before an encoding is settled. */
const WINDOW_BYTES = 65_536;

/** How many bytes at the start of a file tell whether it is UTF-16 without a BOM. */
const HEAD_BYTES = 64;

/** Node's types know TextDecoder as a value only. */
type Decoder = InstanceType<typeof TextDecoder>;

/**
 * Text of a file in UTF-8 or UTF-16 (with or without BOM) or CP932, in pieces that never cut a character. UTF-16 without
 * a BOM shows at the start, where a heading has delimiters or line ends: no other encoding of a table has NULs. ASCII is the same in UTF-8 and CP932, so the choice is made at the first byte beyond it, however late that comes:
 * UTF-8 when the bytes from there on are valid, CP932 otherwise. A byte that means nothing becomes U+FFFD.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const ascii = new TextDecoder('utf-8');
  let decoder: Decoder | undefined;
  let isHead = true;
  let isStart = true;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of withWholeHead(bytes)) {
    if (isHead) decoder = decoderForNuls(chunk.subarray(0, HEAD_BYTES));
    isHead = false;
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
    held.push(Buffer.from(chunk.subarray(firstBeyond)));
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

/** The same bytes, of which the first chunk is at least a head's length, or all there is. */
async function* withWholeHead(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (head === undefined) {
      yield chunk;
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD_BYTES) continue;
    yield head;
    head = undefined;
  }
  if (head !== undefined && head.length > 0) yield head;
}

/** ASCII in UTF-16 has its NUL second when little-endian, first when big-endian; 一 (U+4E00) has it the other way round. */
function decoderForNuls(head: Uint8Array): Decoder | undefined {
  const hasBom = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  const nuls = (parity: number) => head.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  const [even, odd] = [nuls(0), nuls(1)];
  if (hasBom || even + odd === 0) return undefined;
  return new TextDecoder(odd >= even ? 'utf-16le' : 'utf-16be');
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
