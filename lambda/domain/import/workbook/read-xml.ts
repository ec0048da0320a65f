import { Parser } from 'htmlparser2';
import { decodeText } from '../decode-text.ts';

/** What a part's reader is told. Names come without their namespace prefix. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** How much text is parsed before control is given back, so that rows can be taken away. */
const PIECE_CHARS = 16_384;

/**
 * Parses XML as it comes; each turn is a piece that was parsed. Document types and their entities mean nothing to the
 * parser: nothing is expanded, nothing is fetched.
 */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, listener: XmlListener): AsyncGenerator<void> {
  const parser = new Parser(
    {
      onopentag: (name, attributes) => listener.open?.(localName(name), attributes),
      ontext: (text) => listener.text?.(text),
      onclosetag: (name) => listener.close?.(localName(name)),
    },
    { xmlMode: true, decodeEntities: true },
  );
  for await (const text of decodeText(bytes)) {
    for (let from = 0; from < text.length; from += PIECE_CHARS) {
      parser.write(text.slice(from, from + PIECE_CHARS));
      yield;
    }
  }
  // The parser is not told of the end: it would close what is open, and a part that was cut off would look whole.
}

/** Reads a part to its end. */
export async function readWholeXml(bytes: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  for await (const _ of readXml(bytes, listener));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
