import { createHash } from 'node:crypto';
import { type SendRef, sendName } from '../../lambda/domain/send-log/send-row.ts';

const shownLength = 10;
const typedId = /^[0-9a-f]{4,64}$/;

/** A request's id at the terminal: the first 10 hexadecimal digits of SHA-256 over `customer#key`. */
export function requestId(ref: SendRef): string {
  return fullId(ref).slice(0, shownLength);
}

/** Whether somebody who types `typed` may mean this request: as many digits as they like, from four on. */
export function isMeant(typed: string, ref: SendRef): boolean {
  const wanted = typed.toLowerCase();
  return typedId.test(wanted) && fullId(ref).startsWith(wanted);
}

function fullId(ref: SendRef): string {
  return createHash('sha256').update(sendName(ref)).digest('hex');
}
