import { decodeText } from '../../lambda/domain/import/decode-text.ts';
import { openPackage } from '../../lambda/domain/import/workbook/open-package.ts';
import { unescapeText } from '../../lambda/domain/import/workbook/unescape-text.ts';
import { unpack } from '../../lambda/domain/import/workbook/unpack.ts';

const ZIP_START = 0x504b0304;
/** A part of a workbook that is larger is looked at no further. */
const MAX_PART_BYTES = 1_000_000_000;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/**
 * The text of a file, in pieces, in whatever encoding it is; of a workbook, the words of all its sheets, comments and
 * properties. Throws UnreadableFile for a damaged workbook.
 */
export async function* textOfFile(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const source = bytes[Symbol.asyncIterator]();
  const first = await source.next();
  if (first.done === true) return;
  const start = Buffer.from(first.value);
  const whole = (async function* () {
    yield start;
    for (let next = await source.next(); next.done !== true; next = await source.next()) yield next.value;
  })();
  if (start.length < 4 || start.readUInt32BE(0) !== ZIP_START) {
    yield* decodeText(whole);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of whole) chunks.push(Buffer.from(chunk));
  for (const part of (await openPackage(Buffer.concat(chunks))).values()) {
    const texts = decodeText(unpack(part, MAX_PART_BYTES));
    yield* wordsOfXml(texts);
    // What one part ends with is no word together with what the next one begins with.
    yield '\n';
  }
}

/** XML without its tags: a name in two runs, as of rich text, comes out in one piece but for a blank. */
async function* wordsOfXml(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let open = '';
  for await (const text of texts) {
    const joined = open + text;
    // A tag or an entity may go on in the next piece.
    const cut = Math.max(joined.lastIndexOf('<'), joined.lastIndexOf('&'));
    const isOpen = cut >= 0 && !/[>;]/.test(joined.slice(cut)) && joined.length - cut < 10_000;
    open = isOpen ? joined.slice(cut) : '';
    yield plain(isOpen ? joined.slice(0, cut) : joined);
  }
  yield plain(open);
}

function plain(xml: string): string {
  const words = xml
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    });
  return unescapeText(words);
}
