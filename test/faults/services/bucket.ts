import type { ImportFiles } from '../../../lambda/ports.ts';

/** The bucket's `imports/` folder. A file read while another is put in its place is the one it was. */
export function createSimBucket() {
  const files = new Map<string, { readonly text: string; readonly etag: string }>();
  let versions = 0;
  const put = (key: string, text: string) => {
    versions += 1;
    files.set(key, { text, etag: `v${versions}` });
  };
  const importFiles: ImportFiles = {
    async fetch(key) {
      const file = files.get(key);
      if (file === undefined) return undefined;
      return {
        ...{ etag: file.etag, isFull: false, isMeant: false },
        async *open() {
          yield new TextEncoder().encode(file.text);
        },
        async discard() {},
      };
    },
    errorFile(key) {
      let text = '';
      return {
        async write(more) {
          text += more;
        },
        async store() {
          put(key, text);
        },
        async discard() {},
      };
    },
  };
  return { put, files: importFiles };
}
