import type { ImportFiles } from '../../lambda/ports.ts';
import { inChunks } from '../domain/import/file-bytes.ts';

interface StoredFile {
  readonly text: string;
  readonly etag: string;
  readonly isFull: boolean;
  readonly isMeant: boolean;
}

/** Files under `imports/` and the answers to them, in memory. */
export function anImportBucket() {
  const uploads = new Map<string, StoredFile>();
  const errorFiles = new Map<string, string>();
  let opened = 0;
  let onDisk = 0;
  const files: ImportFiles = {
    async fetch(key) {
      const file = uploads.get(key);
      if (file === undefined) return undefined;
      onDisk += 1;
      return {
        ...{ etag: file.etag, isFull: file.isFull, isMeant: file.isMeant },
        open() {
          opened += 1;
          return inChunks(Buffer.from(file.text), 10_000);
        },
        async discard() {
          onDisk -= 1;
        },
      };
    },
    errorFile(key) {
      let text = '';
      return {
        async write(more) {
          text += more;
        },
        async store() {
          errorFiles.set(key, text);
        },
        async discard() {},
      };
    },
  };
  return {
    ...{ files, errorFiles },
    opened: () => opened,
    /** Copies that nobody has discarded. */
    onDisk: () => onDisk,
    /** Puts a file; answers its etag. */
    put(
      key: string,
      text: string,
      { isFull = false, isMeant = false }: Readonly<Record<string, boolean>> = {},
    ): string {
      const etag = `${text.length}-${text.slice(0, 200)}`;
      uploads.set(key, { text, etag, isFull, isMeant });
      return etag;
    },
    remove: (key: string) => void uploads.delete(key),
  };
}
