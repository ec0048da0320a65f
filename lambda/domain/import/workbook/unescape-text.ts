/** Text as Excel shows it: `_x000D_` stands for a character that XML cannot hold, `_x005F_` for a literal underscore (ECMA-376-1 22.9.2.19). */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
