/** What a Handlebars tag does. `partial-end` is not told apart from `close`: the stack of open tags tells. */
export type TagKind = 'open' | 'else' | 'close' | 'partial' | 'partial-block' | 'comment' | 'value' | 'unsupported';

/** One `{{…}}` of a template: from `start` to `end` (offsets from 0). `name` is the block's or partial's. */
export interface Tag {
  readonly kind: TagKind;
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** The tags of a template in order, and the offsets of the first hundred `{{` that are not closed. */
export interface ScannedTags {
  readonly tags: readonly Tag[];
  readonly unclosed: readonly number[];
}

const COMMENT = /\{\{~?!--[\s\S]*?--~?\}\}/y;
const SHORT_COMMENT = /\{\{~?![\s\S]*?\}\}/y;
const TRIPLE = /\{\{~?\{[^{}]*\}~?\}\}/y;
// Texts in quotes and [labels] may contain anything, other text no brace.
const TAG = /\{\{(?:"(?:\\"|\\(?!")|[^"\\])*"|'(?:\\'|\\(?!')|[^'\\])*'|\[[^\]]*\]|[^{}"'[])*\}\}/y;
/** A tag is shorter than this: what opens and never closes must not be looked for to the end each time. */
const MAX_TAG_LENGTH = 4_000;
/** Each is told with its place: who forgot more closes these first. */
const MAX_UNCLOSED = 100;
const HEAD = /^\{\{~?(#>|#\*|[#^/>&*!{]|else\b)?\s*("[^"]*"|'[^']*'|[^\s~}]*)/;

/** Finds the tags of a template whatever state it is in. `\{{` is text. */
export function scanTags(source: string): ScannedTags {
  const tags: Tag[] = [];
  const endOfTag = tagEnds(source);
  const unclosed: number[] = [];
  let position = source.indexOf('{{');
  while (position !== -1) {
    const end = isEscaped(source, position) ? position + 2 : endOfTag(position);
    if (end === undefined && unclosed.length < MAX_UNCLOSED) unclosed.push(position);
    if (end !== undefined && !isEscaped(source, position)) tags.push(tagAt(source, position, end));
    position = source.indexOf('{{', end ?? position + 2);
  }
  return { tags, unclosed };
}

/** A block statement's tags: where each open tag's block ends, by the open tag. Only for templates that are sound. */
export function closingTags(tags: readonly Tag[]): ReadonlyMap<Tag, Tag> {
  const open: Tag[] = [];
  const closing = new Map<Tag, Tag>();
  for (const tag of tags) {
    if (tag.kind === 'open' || tag.kind === 'partial-block') open.push(tag);
    const last = tag.kind === 'close' ? open.pop() : undefined;
    if (last !== undefined) closing.set(last, tag);
  }
  return closing;
}

function tagEnds(source: string): (start: number) => number | undefined {
  const lastComment = Math.max(source.lastIndexOf('--}}'), source.lastIndexOf('--~}}'));
  const lastClose = source.lastIndexOf('}}');
  const match = (pattern: RegExp, text: string, start: number) => {
    pattern.lastIndex = start;
    return pattern.test(text) ? pattern.lastIndex : undefined;
  };
  return (start) => {
    if (start > lastClose) return undefined;
    const comment = start < lastComment ? match(COMMENT, source, start) : undefined;
    const closed = comment ?? match(SHORT_COMMENT, source, start) ?? match(TRIPLE, source, start);
    if (closed !== undefined) return closed;
    const length = match(TAG, source.slice(start, start + MAX_TAG_LENGTH), 0);
    return length === undefined ? undefined : start + length;
  };
}

function tagAt(source: string, start: number, end: number): Tag {
  const [, sign, name = ''] = HEAD.exec(source.slice(start, end)) ?? [];
  return { kind: kindOf(sign, name), start, end, name: name.replace(/^["']|["']$/g, '') };
}

function kindOf(sign: string | undefined, name: string): TagKind {
  switch (sign) {
    case '#>':
      return 'partial-block';
    case '#':
      return 'open';
    case '^':
      return name === '' ? 'else' : 'open';
    case '/':
      return 'close';
    case '>':
      return 'partial';
    case '!':
      return 'comment';
    case 'else':
      return 'else';
    case '#*':
    case '*':
      return 'unsupported';
    default:
      return 'value';
  }
}

/** One backslash makes the braces text; two are a backslash before a tag. */
function isEscaped(source: string, position: number): boolean {
  return source[position - 1] === '\\' && source[position - 2] !== '\\';
}
