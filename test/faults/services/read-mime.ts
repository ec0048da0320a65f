/** What a person reads of a mail: its subject, and its parts' text one after the other. */
export interface ReadMail {
  readonly subject: string;
  readonly text: string;
}

/** Reads a mail whose parts are all in base64, as ours are. `mime` is its bytes as latin1. */
export function readMime(mime: string): ReadMail {
  const end = mime.indexOf('\r\n\r\n');
  const headers = mime.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const subject = /^Subject: (.*)$/im.exec(headers)?.[1] ?? '';
  const parts = mime.slice(end).split(/\r\n--[^\r\n]+\r\n/);
  return { subject: decodeWords(subject), text: parts.map(decodePart).join('\n') };
}

function decodePart(part: string): string {
  const at = part.indexOf('\r\n\r\n');
  if (at === -1 || !/base64/i.test(part.slice(0, at))) return '';
  return Buffer.from(part.slice(at).split('\r\n--')[0] ?? '', 'base64').toString('utf8');
}

function decodeWords(value: string): string {
  return value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString('latin1'))
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}
