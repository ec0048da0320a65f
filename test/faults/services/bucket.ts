/** The bucket's `imports/` folder. A file read while another is put in its place is the one it was. */
export function createSimBucket() {
  const files = new Map<string, string>();
  return {
    put: (key: string, text: string) => void files.set(key, text),
    async openImport(key: string): Promise<AsyncIterable<Uint8Array>> {
      const bytes = new TextEncoder().encode(files.get(key) ?? '');
      return (async function* () {
        yield bytes;
      })();
    },
    async writeErrorFile(key: string, text: string): Promise<void> {
      files.set(key, text);
    },
  };
}
