/** Where a text stops being JSON (RFC 8259), from 1. */
export interface JsonPlace {
  readonly line: number;
  readonly column: number;
}

const blanks = /[ \t\n\r]*/y;
const plainScalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Where a text stops being JSON; undefined when it is JSON. The engine's own messages name no place in short texts, and
 * quote what stands there.
 */
export function findJsonError(text: string): JsonPlace | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found !== undefined;
  };
  const takeString = (): boolean => {
    const end = endOfString(text, at);
    at = end ?? at;
    return end !== undefined;
  };
  const takeName = (): boolean => {
    const from = at;
    const isName = takeString() && takeChar(':');
    if (!isName) at = from;
    return isName;
  };
  const takeChar = (char: string): boolean => {
    take(blanks);
    if (text[at] !== char) return false;
    at += 1;
    return true;
  };
  // What may come next: a value, or whatever closes or goes on behind one.
  let wantsValue = true;
  while (wantsValue || open.length > 0) {
    if (wantsValue) {
      take(blanks);
      if (takeChar('{')) {
        if (takeChar('}')) wantsValue = false;
        else {
          open.push('{');
          if (!takeName()) return placeAt(text, at);
        }
      } else if (takeChar('[')) {
        if (takeChar(']')) wantsValue = false;
        else open.push('[');
      } else if (takeString() || take(plainScalar)) wantsValue = false;
      else return placeAt(text, at);
      continue;
    }
    const within = open.at(-1);
    if (takeChar(within === '{' ? '}' : ']')) open.pop();
    else if (!takeChar(',')) return placeAt(text, at);
    else {
      take(blanks);
      if (within === '{' && !takeName()) return placeAt(text, at);
      wantsValue = true;
    }
  }
  take(blanks);
  return at === text.length ? undefined : placeAt(text, at);
}

/** Behind the string that begins here; undefined when none does, or when it does not end. */
function endOfString(text: string, at: number): number | undefined {
  if (text[at] !== '"') return undefined;
  for (let next = at + 1; next < text.length; next += 1) {
    const char = text[next] ?? '';
    if (char === '"') return next + 1;
    if (char < ' ') return undefined;
    if (char !== '\\') continue;
    next += 1;
    if (text[next] === 'u' && /^[0-9a-f]{4}$/i.test(text.slice(next + 1, next + 5))) next += 4;
    else if (!/^["\\/bfnrt]$/.test(text[next] ?? '')) return undefined;
  }
  return undefined;
}

function placeAt(text: string, at: number): JsonPlace {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
