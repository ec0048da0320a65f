// Also the bidirectional overrides, which would show a line in another order than it has.
const drawing = /(?![\n\t])[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Text in which nothing that somebody typed or imported can paint over what the terminal shows; line ends and tabs stay. */
export function terminalText(text: string): string {
  return text.replace(drawing, '');
}

/** The same on one line, so that no value looks like a line of ours. */
export function terminalLine(text: string): string {
  return terminalText(text.replace(/[\n\r\t\u2028\u2029]+/g, ' '));
}
