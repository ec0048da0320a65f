/**
 * A mail's HTML as the document of a sandboxed frame. Links get a target that the sandbox refuses: inside the frame, one
 * would put a foreign page in the mail's place.
 */
export function mailDocument(html: string): string {
  const base = '<base target="_blank">';
  for (const opening of [/<head\b[^<>]*>/i, /<html\b[^<>]*>/i, /<!doctype\b[^<>]*>/i]) {
    if (opening.test(html)) return html.replace(opening, (tag) => `${tag}${base}`);
  }
  return `<!DOCTYPE html>${base}${html}`;
}
