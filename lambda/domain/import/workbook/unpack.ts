import { crc32 } from 'node:zlib';
import { UnreadableFile } from '../unreadable-file.ts';
import type { PackagePart } from './open-package.ts';
import { damaged, tooLarge } from './workbook-problems.ts';

/**
 * The bytes of a part, in pieces. Throws UnreadableFile at the end when they are not what was packed, and as soon as there
 * are more than `maxBytes`: what the package says of its size is not believed.
 */
export async function* unpack(part: PackagePart, maxBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  let crc = 0;
  try {
    for await (const chunk of await part.open()) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw tooLarge();
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    throw error instanceof UnreadableFile ? error : damaged(error);
  }
  if (crc !== part.crc) throw damaged();
}
