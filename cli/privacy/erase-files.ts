import type { createTraceFinder } from '../../lambda/domain/privacy/trace-finder.ts';
import type { StoredFile, StoredFiles } from './stored-files.ts';
import { textOfFile } from './text-of-file.ts';

/** Where copies of customer data lie in the bucket. */
const prefixes = ['imports/', 'import-errors/'];

type Finder = Pick<ReturnType<typeof createTraceFinder>, 'isIn' | 'isInPieces'>;

/** What looking through the bucket came to. */
export interface FilesAbout {
  readonly files: readonly StoredFile[];
  /** Files that could not be read as what they are: somebody is to look at them. */
  readonly unreadable: readonly StoredFile[];
}

/** Every version of an imported file or an error list in which a person is named, or whose name names them. */
export async function findFilesAbout(stored: StoredFiles, finder: Finder): Promise<FilesAbout> {
  const files: StoredFile[] = [];
  const unreadable: StoredFile[] = [];
  for (const prefix of prefixes) {
    for (const file of await stored.list(prefix)) {
      const found = (await finder.isIn(file.key.slice(prefix.length))) || (await isNamedIn(stored, finder, file));
      if (found === 'unreadable') unreadable.push(file);
      else if (found) files.push(file);
    }
  }
  return { files, unreadable };
}

async function isNamedIn(stored: StoredFiles, finder: Finder, file: StoredFile): Promise<boolean | 'unreadable'> {
  const bytes = await stored.open(file);
  if (bytes === undefined) return false;
  try {
    return await finder.isInPieces(textOfFile(bytes));
  } catch (error) {
    if (error instanceof Error && error.name === 'UnreadableFile') return 'unreadable';
    throw error;
  }
}
