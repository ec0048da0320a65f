import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { BucketFile } from '../lambda/ports.ts';
import { CommandFailure } from './command-failure.ts';

const folders = ['campaigns', 'partials'] as const;

/** Reads `campaigns/` and `partials/` of a folder the way the bucket would hold them. */
export async function readTemplates(dir: string): Promise<readonly BucketFile[]> {
  const files = await Promise.all(folders.map((folder) => readFolder(dir, folder)));
  if (files.every((each) => each === undefined)) {
    throw new CommandFailure(`${dir} holds no campaigns/ folder.`, { isUsage: true });
  }
  return files.flatMap((each) => each ?? []);
}

/** Reads one campaign file as the bucket would hold it, with the partials beside its folder. */
export async function readCampaignFile(
  path: string,
): Promise<{ readonly file: BucketFile; readonly partials: readonly BucketFile[] }> {
  const text = await readText(path);
  const partials = await readFolder(dirname(dirname(path)), 'partials');
  return { file: { key: `campaigns/${basename(path)}`, text }, partials: partials ?? [] };
}

async function readFolder(dir: string, folder: string): Promise<readonly BucketFile[] | undefined> {
  let names: readonly string[];
  try {
    names = await readdir(join(dir, folder));
  } catch {
    return undefined;
  }
  const templates = names.filter((name) => name.endsWith('.hbs')).sort();
  return Promise.all(
    templates.map(async (name) => ({ key: `${folder}/${name}`, text: await readText(join(dir, folder, name)) })),
  );
}

async function readText(path: string): Promise<string> {
  try {
    // Bytes that are no UTF-8 would be replaced silently; the marketer should hear of them.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(path));
  } catch (cause) {
    const isEncoding = cause instanceof TypeError;
    const isFolder = cause instanceof Error && 'code' in cause && cause.code === 'EISDIR';
    const problem = isFolder ? 'is a folder: name the files in it.' : 'cannot be read.';
    throw new CommandFailure(`${path} ${isEncoding ? 'is not UTF-8.' : problem}`, { isUsage: !isEncoding, cause });
  }
}
