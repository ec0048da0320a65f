import { findPart, type Package, type PackagePart } from './open-package.ts';
import { readWholeXml } from './read-xml.ts';
import { unpack } from './unpack.ts';
import { MAX_HELD_BYTES } from './workbook-limits.ts';
import { damaged, withoutSheets } from './workbook-problems.ts';

/** One sheet of cells, as its tab shows it. */
export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: PackagePart;
}

/** What a workbook is made of; parts that it does not have are undefined. */
export interface Contents {
  readonly sheets: readonly Sheet[];
  readonly is1904: boolean;
  readonly strings: PackagePart | undefined;
  readonly styles: PackagePart | undefined;
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** Finds the parts of a workbook by its relationships (ECMA-376-2 9.3). Sheets of charts and macros are none. */
export async function readContents(parts: Package): Promise<Contents> {
  const main = [...(await relationsOf(parts, '')).values()].find(({ type }) => type === 'officeDocument')?.part;
  const workbook = main === undefined ? undefined : findPart(parts, main);
  if (main === undefined || workbook === undefined) throw withoutSheets();
  const relations = await relationsOf(parts, main);
  const partOf = (wanted: string) => {
    const found = [...relations.values()].find(({ type }) => type === wanted);
    const part = found && findPart(parts, found.part);
    if (found !== undefined && part === undefined) throw damaged();
    return part;
  };
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readWholeXml(unpack(workbook, MAX_HELD_BYTES), {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 ||= ['1', 'true'].includes(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const relation = relations.get(relationId(attributes) ?? '');
      if (relation?.type !== 'worksheet') return;
      const part = findPart(parts, relation.part);
      if (part === undefined) throw damaged();
      const { state = 'visible', name: title = '' } = attributes;
      sheets.push({ name: title, isHidden: state !== 'visible', part });
    },
  });
  if (sheets.length === 0) throw withoutSheets();
  return { sheets, is1904, strings: partOf('sharedStrings'), styles: partOf('styles') };
}

/** The relationships of a part; '' = those of the package. Targets are relative to the part's folder. */
async function relationsOf(parts: Package, source: string): Promise<ReadonlyMap<string, Relation>> {
  const folder = source.slice(0, source.lastIndexOf('/') + 1);
  const relations = new Map<string, Relation>();
  const part = findPart(parts, `${folder}_rels/${source.slice(folder.length)}.rels`);
  if (part === undefined) return relations;
  await readWholeXml(unpack(part, MAX_HELD_BYTES), {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return;
      // Two vocabularies, transitional and strict, whose types end alike.
      const type = Type.slice(Type.lastIndexOf('/') + 1);
      relations.set(Id, { type, part: resolve(folder, Target) });
    },
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  const path: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

/** `r:id`, whatever the prefix is. */
function relationId(attributes: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1];
}
