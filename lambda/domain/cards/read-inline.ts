/** A piece of a card's text: words, with where they lead if they are a link. */
export interface InlinePiece {
  readonly words: string;
  readonly url?: string;
}

// An escaped character, a link, a mention, or a mark that only changes how words look.
const piece = /\\([\\`*_[\]~])|\[((?:\\.|[^\\[\]])*)\]\((https?:[^()\s]+)\)|<at>([^<\n]*)<\/at>|\*\*|`/g;

/** Takes the Markdown of Fushime's own cards apart: words without escapes, links, mentions by name. */
export function readInline(markdown: string): readonly InlinePiece[] {
  const pieces: InlinePiece[] = [];
  let words = '';
  let end = 0;
  const flush = () => {
    if (words !== '') pieces.push({ words });
    words = '';
  };
  for (const match of markdown.matchAll(piece)) {
    const [whole, escaped, label, url, mentioned] = match;
    words += markdown.slice(end, match.index) + (escaped ?? mentioned ?? '');
    end = match.index + whole.length;
    if (label === undefined || url === undefined) continue;
    flush();
    pieces.push({ words: label.replace(/\\([\\`*_[\]~])/g, '$1'), url });
  }
  words += markdown.slice(end);
  flush();
  return pieces;
}
