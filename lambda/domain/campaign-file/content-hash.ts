import { createHash } from 'node:crypto';

/** 16 hexadecimal digits that name texts by their content. The order of the texts and where each ends count. */
export function contentHash(...texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
}
