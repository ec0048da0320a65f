import { MAX_RECORD_CHARS } from './import-limits.ts';

/** One physical line, and what ended it: '' at the end of the text. A line over the limit is cut right after it. */
export interface TextLine {
  readonly text: string;
  readonly end: '' | '\n' | '\r' | '\r\n';
}

/** Cuts text that comes in pieces into lines, holding no more than one line back. */
export class LineSplitter {
  #rest = '';
  #searchFrom = 0;

  /** The lines that `piece` completes. */
  push(piece: string): readonly TextLine[] {
    const text = this.#rest + piece;
    const lines: TextLine[] = [];
    let start = 0;
    const lineEnd = /\r\n|\n|\r/g;
    lineEnd.lastIndex = this.#searchFrom;
    for (let match = lineEnd.exec(text); match !== null; match = lineEnd.exec(text)) {
      // A \r at the very end may be half of \r\n.
      if (match[0] === '\r' && lineEnd.lastIndex === text.length) break;
      lines.push({ text: cut(text.slice(start, match.index)), end: readEnd(match[0]) });
      start = lineEnd.lastIndex;
    }
    const rest = text.slice(start);
    const waitsForLineFeed = rest.endsWith('\r');
    const body = waitsForLineFeed ? rest.slice(0, -1) : rest;
    this.#searchFrom = Math.min(body.length, MAX_RECORD_CHARS + 1);
    this.#rest = cut(body) + (waitsForLineFeed ? '\r' : '');
    return lines;
  }

  /** What is left at the end of the text. */
  end(): readonly TextLine[] {
    const rest = this.#rest;
    this.#rest = '';
    this.#searchFrom = 0;
    if (rest.endsWith('\r')) return [{ text: rest.slice(0, -1), end: '\r' }];
    return rest === '' ? [] : [{ text: rest, end: '' }];
  }
}

function cut(line: string): string {
  return line.length > MAX_RECORD_CHARS ? line.slice(0, MAX_RECORD_CHARS + 1) : line;
}

function readEnd(text: string): TextLine['end'] {
  return text === '\r\n' || text === '\r' ? text : '\n';
}
