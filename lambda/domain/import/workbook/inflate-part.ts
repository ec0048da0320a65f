import { crc32, createInflateRaw } from 'node:zlib';
import type { PackagePart } from './open-package.ts';
import { damaged, tooLarge } from './workbook-problems.ts';

const CHUNK_BYTES = 65_536;

/**
 * The bytes of a part, in pieces. Throws UnreadableFile at the end when they are not what was packed, and as soon as there
 * are more than `maxBytes`: what the package says of its size is not believed.
 */
export async function* inflatePart(part: PackagePart, maxBytes: number): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  let crc = 0;
  for await (const chunk of part.method === 'stored' ? [part.data] : inflate(part.data)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw tooLarge();
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (crc !== part.crc || sizeBytes !== part.sizeBytes) throw damaged();
}

async function* inflate(data: Uint8Array): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw({ chunkSize: CHUNK_BYTES });
  stream.end(data);
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw damaged(error);
  }
}
