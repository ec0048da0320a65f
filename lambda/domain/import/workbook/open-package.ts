import { type Entry, fromBuffer, type ZipFile } from 'yauzl';
import { MAX_PARTS } from './workbook-limits.ts';
import { damaged, protectedByPassword, tooLarge, withoutSheets } from './workbook-problems.ts';

/** One part of a package, still compressed. */
export interface PackagePart {
  /** CRC-32 of what was packed. */
  readonly crc: number;
  /** Its bytes, unpacked, as they come. */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** The parts of a package by name, without the leading slash. */
export type Package = ReadonlyMap<string, PackagePart>;

/** Lists the parts of a zip file. Throws UnreadableFile. */
export async function openPackage(bytes: Uint8Array): Promise<Package> {
  const zip = await open(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  if (zip.entryCount > MAX_PARTS) throw tooLarge();
  const parts = new Map<string, PackagePart>();
  for (const entry of await entriesOf(zip)) {
    if (entry.isEncrypted()) throw protectedByPassword();
    const name = entry.fileNameRaw.toString('utf8').replaceAll('\\', '/').replace(/^\//, '');
    if (entry.canDecodeFileData()) parts.set(name.toLowerCase(), partOf(zip, entry));
  }
  if (parts.size === 0) throw withoutSheets();
  return parts;
}

/** The part of that name. Letter case does not count (ECMA-376-2 9.1.1.1). */
export function findPart(parts: Package, name: string): PackagePart | undefined {
  return parts.get(name.replace(/^\//, '').toLowerCase());
}

function open(buffer: Buffer): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    // Names are no paths on a disk here: they are not checked as such.
    fromBuffer(buffer, { lazyEntries: true, decodeStrings: false }, (error, zip) =>
      error ? reject(damaged(error)) : resolve(zip),
    );
  });
}

function entriesOf(zip: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    zip.on('entry', (entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (error) => reject(damaged(error)));
    zip.readEntry();
  });
}

function partOf(zip: ZipFile, entry: Entry): PackagePart {
  return {
    crc: entry.crc32,
    open: () =>
      new Promise((resolve, reject) => {
        zip.openReadStream(entry, (error, stream) => (error ? reject(damaged(error)) : resolve(stream)));
      }),
  };
}
