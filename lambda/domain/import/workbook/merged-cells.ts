import { readAddress } from './cell-address.ts';
import { readWholeXml } from './read-xml.ts';

/** A block of merged cells, in rows and columns from 1, ends included. */
export interface MergedBlock {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** Sheets with more blocks than this are forms, not tables; those beyond are not looked at. */
const MAX_BLOCKS = 100_000;
const END_OF_ROWS = 'sheetData>';
const LONGEST_TAG = 64;

/**
 * The merged blocks of a sheet. They stand behind all rows, so that the sheet is gone through to its end, which also
 * tells whether the part is sound before any row of it is used.
 */
export async function readMergedBlocks(bytes: AsyncIterable<Uint8Array>): Promise<readonly MergedBlock[]> {
  const blocks: MergedBlock[] = [];
  await readWholeXml(behindRows(bytes), {
    open(name, attributes) {
      if (name !== 'mergeCell' || blocks.length >= MAX_BLOCKS) return;
      const [from, to] = (attributes.ref ?? '').split(':').map(readAddress);
      if (from && to) blocks.push({ top: from.row, bottom: to.row, left: from.column, right: to.column });
    },
  });
  return blocks;
}

/** What follows the rows. The rows themselves are only searched for their end, which is twenty times faster than parsing them. */
async function* behindRows(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isBehind = false;
  let tail = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (isBehind) {
      yield chunk;
      continue;
    }
    const window = Buffer.concat([tail, chunk]);
    const end = endOfRows(window);
    if (end === -1) tail = window.subarray(-LONGEST_TAG);
    else {
      isBehind = true;
      yield Buffer.concat([Buffer.from('<rest>'), window.subarray(end)]);
    }
  }
}

function endOfRows(window: Buffer): number {
  for (let at = window.indexOf(END_OF_ROWS); at !== -1; at = window.indexOf(END_OF_ROWS, at + 1)) {
    if (window.toString('latin1', window.lastIndexOf('<', at), at).startsWith('</')) return at + END_OF_ROWS.length;
  }
  return -1;
}
