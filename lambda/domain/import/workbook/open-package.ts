import { MAX_PARTS } from './workbook-limits.ts';
import { damaged, protectedByPassword, tooLarge, withoutSheets } from './workbook-problems.ts';

/** One part of a package, still compressed. The sizes are what the package claims. */
export interface PackagePart {
  readonly method: 'stored' | 'deflated';
  readonly data: Uint8Array;
  readonly sizeBytes: number;
  readonly crc: number;
}

/** The parts of a package by name, without the leading slash. */
export type Package = ReadonlyMap<string, PackagePart>;

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 65_535;
const ENCRYPTED_FLAG = 1;
const IN_ZIP64 = 0xffffffff;
const ZIP64_EXTRA = 1;

/** Lists the parts of a zip file by its central directory (PKWARE APPNOTE 4.3), which alone is what Excel goes by. */
export function openPackage(bytes: Uint8Array): Package {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readDirectory(view);
  } catch (error) {
    // Reading beyond the end of the file.
    if (error instanceof RangeError) throw damaged(error);
    throw error;
  }
}

/** The part of that name. Letter case does not count (ECMA-376-2 9.1.1.1). */
export function findPart(parts: Package, name: string): PackagePart | undefined {
  return parts.get(name.replace(/^\//, '').toLowerCase());
}

function readDirectory(view: Buffer): Package {
  const end = findEnd(view);
  const count = view.readUInt16LE(end + 10);
  if (count > MAX_PARTS) throw tooLarge();
  const parts = new Map<string, PackagePart>();
  let at = view.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (view.readUInt32LE(at) !== ENTRY_SIGNATURE) throw damaged();
    const nameLength = view.readUInt16LE(at + 28);
    const extraLength = view.readUInt16LE(at + 30);
    const nameAt = at + ENTRY_BYTES;
    const name = view.toString('utf8', nameAt, nameAt + nameLength);
    const part = readEntry(view, at, view.subarray(nameAt + nameLength, nameAt + nameLength + extraLength));
    if (part !== undefined) parts.set(name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase(), part);
    at = nameAt + nameLength + extraLength + view.readUInt16LE(at + 32);
  }
  if (parts.size === 0) throw withoutSheets();
  return parts;
}

function readEntry(view: Buffer, at: number, extra: Buffer): PackagePart | undefined {
  if ((view.readUInt16LE(at + 8) & ENCRYPTED_FLAG) !== 0) throw protectedByPassword();
  const method = view.readUInt16LE(at + 10);
  if (method !== 0 && method !== 8) return undefined;
  const [sizeBytes, packedBytes, local] = withZip64(
    [view.readUInt32LE(at + 24), view.readUInt32LE(at + 20), view.readUInt32LE(at + 42)],
    extra,
  );
  if (view.readUInt32LE(local) !== LOCAL_SIGNATURE) throw damaged();
  const from = local + LOCAL_BYTES + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
  if (from + packedBytes > view.length) throw damaged();
  const data = view.subarray(from, from + packedBytes);
  const crc = view.readUInt32LE(at + 16);
  return { method: method === 0 ? 'stored' : 'deflated', data, sizeBytes, crc };
}

/** Sizes that do not fit 32 bits, or that a writer who streams left out, stand in an extra field, in this order. */
function withZip64(sizes: readonly [number, number, number], extra: Buffer): readonly [number, number, number] {
  if (!sizes.includes(IN_ZIP64)) return sizes;
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_EXTRA) continue;
    let next = at + 4;
    const take = (size: number) => {
      if (size !== IN_ZIP64) return size;
      next += 8;
      return Number(extra.readBigUInt64LE(next - 8));
    };
    return [take(sizes[0]), take(sizes[1]), take(sizes[2])];
  }
  throw damaged();
}

function findEnd(view: Buffer): number {
  const first = Math.max(0, view.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = view.length - END_BYTES; at >= first; at -= 1) {
    if (view.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw damaged();
}
