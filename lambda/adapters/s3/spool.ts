import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { ErrorFile } from '../../ports.ts';

/** A text that is gathered on local disk, and handed over as a file when it is whole. */
export function createSpool(handOver: (path: string) => Promise<void>): ErrorFile {
  let begun: { readonly folder: string; readonly path: string; readonly stream: WriteStream } | undefined;

  async function begin() {
    const folder = await mkdtemp(join(tmpdir(), 'fushime-errors-'));
    const path = join(folder, 'list.csv');
    return { folder, path, stream: createWriteStream(path) };
  }

  return {
    async write(text) {
      begun ??= await begin();
      if (!begun.stream.write(text)) await once(begun.stream, 'drain');
    },
    async store() {
      begun ??= await begin();
      begun.stream.end();
      await finished(begun.stream);
      await handOver(begun.path);
    },
    async discard() {
      begun?.stream.destroy();
      if (begun) await rm(begun.folder, { recursive: true, force: true });
    },
  };
}
