import type { Upload } from '../../lambda/domain/import/upload.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import { importUpload } from '../../lambda/use-cases/import/import-upload.ts';
import { parseImportMessage } from '../../lambda/use-cases/import/parse-import-message.ts';
import { aWorld } from '../support/world.ts';
import { anImportBucket } from './an-import-bucket.ts';

/** When files come unless a test says otherwise, and under which key. */
export const at = '2027-03-01T00:15:00.000Z';
export const key = 'imports/customers.csv';

/** A world whose bucket has files, and whose time ends after so many chunks. */
export function anImport(options: { readonly stage?: Partial<StageConfig> } = {}) {
  const world = aWorld(options);
  const bucket = anImportBucket();
  let chunksLeft = Number.POSITIVE_INFINITY;
  let forReadingMs = Number.POSITIVE_INFINITY;
  const hasTime = (forMs?: number) => {
    if (forMs !== undefined) return forMs <= forReadingMs;
    chunksLeft -= 1;
    return chunksLeft > 0;
  };
  const tools = { ...world.tools, files: bucket.files, hasTime };
  const bringIn = async (name: string, text: string, when = at, meant: Readonly<Record<string, boolean>> = {}) => {
    const etag = bucket.put(name, text, meant);
    await importUpload(tools, { kind: 'created', key: name, at: when, etag });
  };
  return {
    ...{ ...world, ...bucket, tools, bringIn },
    /** Time for so many chunks in each invocation from now on. */
    chunksPerCall(chunks: number) {
      chunksLeft = chunks;
    },
    /** Time for readings of so many milliseconds where a whole one is to be begun. */
    readingFor(ms: number) {
      forReadingMs = ms;
    },
    /** Handles what import has left to another invocation; answers how many there were. */
    async goOn(chunks = Number.POSITIVE_INFINITY) {
      let calls = 0;
      for (let message = world.importing.shift(); message !== undefined; message = world.importing.shift()) {
        const parsed = parseImportMessage(message);
        if (parsed.kind === 'accept') throw new Error('Nobody accepted anything');
        chunksLeft = chunks;
        calls += 1;
        await importUpload(tools, parsed);
      }
      return calls;
    },
    upload: async (name = key, when = at) => {
      const upload = await world.tools.uploads.get({ key: name, at: when });
      if (upload === undefined) throw new Error('There is no such upload');
      return upload;
    },
  };
}

/** A list of customers C0, C1 … with a name and an address each. */
export function rowsOf(count: number, nameOf: (index: number) => string): string {
  const rows = Array.from({ length: count }, (_, index) => `C${index},${nameOf(index)},c${index}@example.com`);
  return ['ID,氏名,メールアドレス', ...rows, ''].join('\n');
}

/** A list of so many customers. */
export const table = (count: number) => rowsOf(count, (index) => `氏名${index}`);

/** A person's word that a file is to be taken in. */
export const take = { decision: 'take', by: 'sato@example.jp', at } as const;

/** What became of an upload's rows. */
export function counts(upload: Upload) {
  const { created, updated, unchanged, rejected, removed } = upload.counts;
  return { created, updated, unchanged, rejected, removed };
}
