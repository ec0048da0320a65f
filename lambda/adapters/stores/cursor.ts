/** Turns the place where a page ended into text that a caller can keep; undefined after the last page. */
export function toCursor(place: unknown): string | undefined {
  return place === undefined ? undefined : Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The inverse of `toCursor`. Throws RangeError for text that it did not make. */
export function fromCursor(cursor: string): Record<string, unknown> {
  const place = parse(Buffer.from(cursor, 'base64url').toString());
  if (typeof place !== 'object' || place === null) throw new RangeError('Not a cursor of this store');
  return { ...place };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
