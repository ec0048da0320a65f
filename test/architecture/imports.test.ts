import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const specifierOf = /(?:import|export)\s(?:[^'"]*?\sfrom\s)?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g;

interface Import {
  readonly from: string;
  /** A path of the repository, or a package's name. */
  readonly to: string;
}

function importsUnder(folder: string): readonly Import[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const from = join(folder, name);
      const source = readFileSync(join(root, from), 'utf8');
      return [...source.matchAll(specifierOf)].map(([, statically, dynamically]) => {
        const specifier = statically ?? dynamically ?? '';
        const to = specifier.startsWith('.') ? relative(root, join(root, dirname(from), specifier)) : specifier;
        return { from, to };
      });
    });
}

function strangers(folder: string, isAllowed: (to: string) => boolean): readonly string[] {
  return importsUnder(folder)
    .filter(({ to }) => !isAllowed(to))
    .map(({ from, to }) => `${from} → ${to}`);
}

const isPackage = (to: string) => !/^(?:bin|lib|lambda|cli|local|templates|test|bench)\//.test(to);

/** Packages without I/O, clock or SDK. */
const purePackages = [
  ...[
    '@bufbuild/cel',
    'csv-parse',
    'csv-stringify',
    'handlebars',
    'html-to-text',
    'hono',
    'japanese-holidays',
    'juice',
  ],
  ...['temporal-polyfill', 'yaml', 'zod', 'domhandler', 'htmlparser2', 'yauzl'],
  ...['node:buffer', 'node:crypto', 'node:url', 'node:util', 'node:zlib'],
];
const isPure = (to: string) => purePackages.some((name) => to === name || to.startsWith(`${name}/`));

describe('the rooms of the house', () => {
  test('the domain knows only itself and pure libraries', () => {
    expect(strangers('lambda/domain', (to) => to.startsWith('lambda/domain/') || isPure(to))).toEqual([]);
  });

  test('use cases know the domain, the ports and each other', () => {
    const rooms = ['lambda/domain/', 'lambda/use-cases/', 'lambda/ports.ts'];
    expect(strangers('lambda/use-cases', (to) => rooms.some((room) => to.startsWith(room)) || isPure(to))).toEqual([]);
  });

  test('adapters know the ports and the domain, and no use case but its messages', () => {
    const rooms = [
      'lambda/domain/',
      'lambda/adapters/',
      'lambda/ports.ts',
      'lambda/runtime/',
      'lambda/use-cases/messages.ts',
    ];
    expect(strangers('lambda/adapters', (to) => rooms.some((room) => to.startsWith(room)) || isPackage(to))).toEqual(
      [],
    );
  });

  test('what is deployed never reaches into what deploys it, or into the laptop', () => {
    const isOurs = (to: string) =>
      to.startsWith('lambda/') || (isPackage(to) && !/^(?:aws-cdk-lib|constructs|cdk-nag)/.test(to));
    expect(strangers('lambda', isOurs)).toEqual([]);
  });

  test('the infrastructure takes only the domain’s types and the functions’ environments', () => {
    const rooms = [/^lib\//, /^lambda\/domain\//, /^lambda\/functions\/[a-z]+\/env\.ts$/];
    expect(strangers('lib', (to) => rooms.some((room) => room.test(to)) || isPackage(to))).toEqual([]);
  });

  test('the stores in memory and those on DynamoDB share rules, not each other’s files', () => {
    expect(strangers('lambda/adapters/memory', (to) => !to.startsWith('lambda/adapters/dynamo/'))).toEqual([]);
    const rooms = ['lambda/domain/', 'lambda/adapters/stores/', 'lambda/ports.ts'];
    expect(strangers('lambda/adapters/stores', (to) => rooms.some((room) => to.startsWith(room)))).toEqual([]);
  });

  test('the local cloud knows nothing of the command line that starts it', () => {
    const rooms = ['lambda/', 'lib/', 'local/'];
    expect(strangers('local', (to) => rooms.some((room) => to.startsWith(room)) || isPackage(to))).toEqual([]);
  });

  test('nothing but tests and benchmarks knows those', () => {
    const parts = ['bin', 'cli', 'lambda', 'lib', 'local'];
    expect(parts.flatMap((part) => strangers(part, (to) => !/^(?:test|bench)\//.test(to)))).toEqual([]);
  });

  test('handlers stay thin: at most 40 lines', () => {
    const handlers = readdirSync(join(root, 'lambda/functions')).map((job) => `lambda/functions/${job}/handler.ts`);
    const long = handlers.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > 41);
    expect(long).toEqual([]);
  });
});
