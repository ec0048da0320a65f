/** A header field of a raw mail, unfolded, its value as written. */
export interface MailHeader {
  readonly name: string;
  readonly value: string;
}

/** The header fields of a raw mail (RFC 5322), in order. */
export function readMailHeaders(raw: Buffer): MailHeader[] {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at !== -1);
  const head = raw.subarray(0, ends.length === 0 ? raw.length : Math.min(...ends));
  const section = head.toString('utf8').replaceAll(/\r?\n(?=[ \t])/g, '');
  return section.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(':');
    return colon > 0 ? [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }] : [];
  });
}

/** The values of all header fields of that name, in any letter case. */
export function headerValues(headers: readonly MailHeader[], name: string): string[] {
  return headers.filter((header) => header.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value);
}

/** The addresses of an address list, with their display names; commas within quotes or brackets do not part them. */
export function splitAddresses(list: string): string[] {
  const parts = list.match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,"<])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
