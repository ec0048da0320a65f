import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type Place, type ProblemList, placeIn } from './problem-list.ts';
import { aliasMessage, mapWanted, quoteMessage, signMessage, yamlMessage } from './yaml-messages.ts';

/** Where a value stands in the front matter: keys and indexes from the top. */
export type FieldPath = readonly (string | number)[];

/** A front matter that was read, with the place of everything in it. */
export interface FrontMatter {
  /** True when the text was sound YAML, so that what is missing is really missing. */
  readonly isSound: boolean;
  valueOf(path: FieldPath): unknown;
  /** A value as it was typed, without quotes; '' for maps and lists. */
  textOf(path: FieldPath): string;
  keysOf(path: FieldPath): readonly string[];
  placeOf(path: FieldPath): Place;
  placeOfKey(path: FieldPath): Place;
  /** The place of a character (from 0) of a text value. */
  placeInText(path: FieldPath, offset: number): Place;
}

/** Reads front matter whose lines are those of the file. What is not YAML is reported, and as much as possible is read. */
export function parseFrontMatter(file: string, source: string, problems: ProblemList): FrontMatter {
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { lineCounter, prettyErrors: false, logLevel: 'silent', uniqueKeys: true });
  const place = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file, line, column: col };
  };
  const quoted = quoteBraces(document, source, place, problems);
  const aliased = rejectSigns(document, source, place, problems);
  const errors = document.errors.filter(({ pos }) => !quoted.has(place(pos[0]).line));
  for (const error of errors) {
    const { offset, message } = yamlMessage(error, source);
    problems.add(place(offset), message);
  }
  const errorLines = errors.map(({ pos }) => place(pos[0]).line);
  for (const line of [...errorLines, ...quoted, ...aliased]) problems.settle(file, line);
  const isWrong = errors.length === 0 && !isMap(document.contents);
  if (isWrong) problems.add({ file, line: 1, column: 1 }, mapWanted);
  return new ParsedFrontMatter(file, source, document, place, errors.length === 0 && !isWrong);
}

class ParsedFrontMatter implements FrontMatter {
  readonly isSound: boolean;
  readonly #file: string;
  readonly #source: string;
  readonly #document: Document;
  readonly #place: (offset: number) => Place;

  constructor(file: string, source: string, document: Document, place: (offset: number) => Place, isSound: boolean) {
    this.#file = file;
    this.#source = source;
    this.#document = document;
    this.#place = place;
    this.isSound = isSound;
  }

  valueOf(path: FieldPath): unknown {
    const node = this.#nodeAt(path);
    return node === undefined ? undefined : node.toJS(this.#document, { maxAliasCount: 0 });
  }

  textOf(path: FieldPath): string {
    const node = this.#nodeAt(path);
    if (!isScalar(node)) return '';
    return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value ?? ''));
  }

  keysOf(path: FieldPath): readonly string[] {
    const node = this.#nodeAt(path);
    return isMap(node) ? node.items.map(({ key }) => keyText(key)) : [];
  }

  placeOf(path: FieldPath): Place {
    const node = this.#nodeAt(path);
    const [start] = node?.range ?? [undefined];
    return start === undefined || isBlank(node) ? this.placeOfKey(path) : this.#place(start);
  }

  placeOfKey(path: FieldPath): Place {
    const parent = this.#nodeAt(path.slice(0, -1));
    const pair = isMap(parent) ? parent.items.find(({ key }) => keyText(key) === String(path.at(-1))) : undefined;
    const [start] = (isNode(pair?.key) ? pair.key.range : undefined) ?? [undefined];
    if (start !== undefined) return this.#place(start);
    return path.length > 1 ? this.placeOf(path.slice(0, -1)) : { file: this.#file, line: 1, column: 1 };
  }

  placeInText(path: FieldPath, offset: number): Place {
    const node = this.#nodeAt(path);
    const [start, end] = node?.range ?? [undefined, undefined];
    if (!isScalar(node) || typeof node.value !== 'string' || start === undefined || end === undefined) {
      return this.placeOf(path);
    }
    // The typed text holds what the value holds, in this order, with quotes, escapes and indentation between.
    const typed = this.#source.slice(0, end);
    let position = start + (/^[|>]/.test(typed.slice(start)) ? typed.slice(start).indexOf('\n') + 1 : 0);
    for (const character of node.value.slice(0, offset)) {
      const found = typed.indexOf(character, position);
      if (found !== -1) position = found + character.length;
    }
    const found = typed.indexOf(node.value.charAt(offset), position);
    return placeIn(this.#file, this.#source, found === -1 ? position : found);
  }

  #nodeAt(path: FieldPath): Node | undefined {
    let node: unknown = this.#document.contents;
    for (const step of path) {
      if (isMap(node)) node = node.items.find(({ key }) => keyText(key) === String(step))?.value;
      else if (isSeq(node) && typeof step === 'number') node = node.items[step];
      else return undefined;
    }
    return isNode(node) ? node : undefined;
  }
}

/** `subject: {{氏名}}様` is a map of maps to YAML. Answers the lines on which that was found. */
function quoteBraces(
  document: Document,
  source: string,
  place: (offset: number) => Place,
  problems: ProblemList,
): ReadonlySet<number> {
  const lines = new Set<number>();
  visit(document, {
    Pair(_, pair) {
      const value = pair.value;
      const [start] = (isNode(value) ? value.range : undefined) ?? [undefined];
      if (start === undefined || !isMap(value) || !source.startsWith('{{', start)) return undefined;
      const lineEnd = source.indexOf('\n', start);
      const typed = source.slice(start, lineEnd === -1 ? undefined : lineEnd);
      const isInMap = /[{[]/.test(source.slice(source.lastIndexOf('\n', start) + 1, start));
      const text = isInMap ? (typed.split(/,\s|\s\}/)[0] ?? typed) : typed;
      problems.add(place(start), quoteMessage(keyText(pair.key), text));
      lines.add(place(start).line);
      // What stands there is text, whatever it was parsed as.
      const stub = document.createNode('…');
      stub.range = value.range ?? null;
      pair.value = stub;
      return visit.SKIP;
    },
  });
  return lines;
}

/**
 * What begins with &, * or ! is YAML's own to YAML: ten lines of anchors can stand for a billion values, and the `!` of
 * a condition would vanish with the word behind it. Answers their lines.
 */
function rejectSigns(
  document: Document,
  source: string,
  place: (offset: number) => Place,
  problems: ProblemList,
): ReadonlySet<number> {
  const lines = new Set<number>();
  visit(document, {
    Node(_, node) {
      const isTagged = !isAlias(node) && node.tag?.startsWith('!') === true;
      if (!isAlias(node) && !isTagged && node.anchor === undefined) return undefined;
      const start = node.range?.[0] ?? 0;
      const at = place(isTagged ? Math.max(0, source.lastIndexOf('!', start)) : start);
      problems.add(at, isTagged ? signMessage('!') : aliasMessage);
      lines.add(at.line);
      return isAlias(node) ? document.createNode('…') : undefined;
    },
  });
  return lines;
}

/** A key that is a map or a list is none of ours: to write one out, ten thousand levels deep, would take minutes. */
function keyText(key: unknown): string {
  return isScalar(key) ? String(key.value) : '';
}

function isBlank(node: Node | undefined): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '';
}
