import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Mutation, mutations } from './mutations.ts';

const projectDir = join(import.meta.dirname, '..', '..');

/** Has a part of the product loaded with a mistake in it. Throws for a mistake that does not fit the source any more. */
export function applyMutation(name: string): void {
  const mutation = mutations.find((each) => each.name === name);
  if (mutation === undefined)
    throw new Error(`No mutation "${name}"; there are: ${mutations.map((each) => each.name).join(', ')}`);
  const path = join(projectDir, mutation.file);
  const url = pathToFileURL(path).href;
  // At once, not when it is loaded: a mutation that no longer fits must not pass for one that was not caught.
  mutated(mutation, readFileSync(path, 'utf8'));
  registerHooks({
    load(loaded, context, nextLoad) {
      if (loaded !== url) return nextLoad(loaded, context);
      const source = mutated(mutation, readFileSync(fileURLToPath(loaded), 'utf8'));
      return { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}

/** The source with the mistake in it. */
export function mutated({ name, file, find, replace }: Mutation, source: string): string {
  const places = source.split(find).length - 1;
  if (places !== 1) throw new Error(`Mutation "${name}": its text occurs ${places} times in ${file}, not once`);
  return source.replace(find, () => replace);
}
