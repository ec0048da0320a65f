/** Rows stay small: longer words are cut, in characters. */
const LONGEST_COMMENT = 500;
const LONGEST_NAME = 100;

/** A person's name and comment as the log keeps them: cut to a length, in words that are only words. */
export function keptWords({ by, comment }: { readonly by: string; readonly comment: string }) {
  return { by: cut(by.replace(/\s+/g, ' '), LONGEST_NAME), comment: cut(comment, LONGEST_COMMENT) };
}

/** What would steer a terminal, or turn a line around, is left out. */
function cut(text: string, length: number): string {
  const words = text.toWellFormed().replace(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '');
  return [...words.trim()].slice(0, length).join('');
}
