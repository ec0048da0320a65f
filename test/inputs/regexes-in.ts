import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A regular expression as it stands in a source file. */
export interface FoundRegex {
  /** `lambda/domain/x.ts:12`. */
  readonly at: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression literal of the TypeScript files under a folder, and the places that make one at run time. */
export function regexesIn(folder: string): {
  readonly literals: readonly FoundRegex[];
  readonly made: readonly string[];
} {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => join(folder, name));
  const read = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
  return {
    literals: read.flatMap(({ file, text }) => literalsOf(file, text)),
    made: read.filter(({ text }) => /new RegExp\(/.test(text)).map(({ file }) => file),
  };
}

// Comments, strings and templates are skipped; a slash begins an expression where an operand may stand. Templates are
// looked into like code: a closing tag in one is no expression, and neither is what holds a placeholder.
const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=(?:^|[=(,:[!&|?{};+]|=>|\breturn)\s*)\/((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+)\/([dgimsuvy]*)/g;

function literalsOf(file: string, text: string): readonly FoundRegex[] {
  return [...text.matchAll(token)].flatMap(({ 1: source, 2: flags = '', index }) =>
    source === undefined || source.includes('${')
      ? []
      : [{ at: `${file}:${text.slice(0, index).split('\n').length}`, source, flags }],
  );
}
