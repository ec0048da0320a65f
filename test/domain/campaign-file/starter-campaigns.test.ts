import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compile } from './a-campaign-file.ts';

const root = new URL('../../../templates/', import.meta.url);

function filesIn(folder: string): readonly (readonly [name: string, source: string])[] {
  const directory = new URL(folder, root);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.hbs'))
    .map((name) => [name.slice(0, -'.hbs'.length), readFileSync(new URL(name, directory), 'utf8')] as const);
}

describe.each(['ja', 'en'])('the starter campaigns in %s', (language) => {
  const partials = new Map(filesIn(`${language}/partials/`));

  it.each(filesIn(`${language}/campaigns/`))('%s can be published as it is', (name, source) => {
    const result = compile(source, { file: `campaigns/${name}.hbs`, partials });
    expect(result.kind === 'invalid' ? result.problems : []).toEqual([]);
  });
});
