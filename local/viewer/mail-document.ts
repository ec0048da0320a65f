/**
 * A mail's HTML as a page for the sandboxed frame. Links open in a new tab: inside the frame, a link would load a
 * foreign page in the mail's place.
 */
export function mailDocument(html: string): string {
  const base = '<base target="_blank">';
  for (const opening of [/<head\b[^>]*>/i, /<html\b[^>]*>/i, /<!doctype\b[^>]*>/i]) {
    if (opening.test(html)) return html.replace(opening, (tag) => `${tag}${base}`);
  }
  return `<!DOCTYPE html>${base}${html}`;
}
