import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Deployment } from '../../lib/config/deployment.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cacheDir = join(root, 'node_modules', '.cache', 'fushime');
const UNUSED_AFTER_MS = 24 * 60 * 60_000;
const inputs = ['lambda', 'lib', 'package-lock.json'];

/**
 * The folder of the deployment's synthesized stacks and bundles. Synthesizing takes seconds, so what was made of the
 * same sources before is used again.
 */
export async function synthesize(deployment: Deployment): Promise<string> {
  const name = await nameOf(deployment);
  const outdir = join(cacheDir, name);
  if (existsSync(outdir)) {
    await utimes(outdir, new Date(), new Date());
    return outdir;
  }
  await mkdir(cacheDir, { recursive: true });
  const scratch = await mkdtemp(join(cacheDir, 'new-'));
  const { buildApp } = await import('../../lib/build-app.ts');
  buildApp({ deployment, outdir: scratch }).synth();
  // Somebody may have edited a source meanwhile; then this was made of neither the old nor the new ones.
  if ((await nameOf(deployment)) !== name) {
    await rm(scratch, { recursive: true, force: true });
    return synthesize(deployment);
  }
  await moveInto(scratch, outdir);
  await forgetUnused();
  return outdir;
}

/** Each edit makes another folder of some 10 MB: what nobody has used for a day goes. */
async function forgetUnused(): Promise<void> {
  const names = await readdir(cacheDir, { withFileTypes: true });
  for (const { name } of names.filter((entry) => entry.isDirectory())) {
    const { mtimeMs } = await stat(join(cacheDir, name));
    if (mtimeMs < Date.now() - UNUSED_AFTER_MS) await rm(join(cacheDir, name), { recursive: true, force: true });
  }
}

function nameOf(deployment: Deployment): Promise<string> {
  return hashOf(inputs, JSON.stringify(deployment));
}

/** Another process may have been faster; then its result, which is the same, is kept. */
async function moveInto(scratch: string, outdir: string): Promise<void> {
  try {
    await rename(scratch, outdir);
  } catch (error) {
    if (!existsSync(outdir)) throw error;
    await rm(scratch, { recursive: true, force: true });
  }
}

async function hashOf(paths: readonly string[], ...rest: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of await filesUnder(path)) hash.update(file).update(await readFile(join(root, file)));
  for (const text of rest) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}

async function filesUnder(path: string): Promise<readonly string[]> {
  if (path.includes('.')) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort();
}
