import * as z from 'zod/mini';
import type { SendRef } from '../send-log/send-row.ts';

/** A request picked from a list: which send, and the digest of the mail that the list showed. */
export interface PickedRequest extends SendRef {
  readonly digest: string;
}

const pickShape = z.tuple([z.string(), z.string(), z.string()]);

/** The value of a request's checkbox. Not signed: whoever reads it checks that the request belongs to the list. */
export function writePick({ customer, key, digest }: PickedRequest): string {
  return Buffer.from(JSON.stringify([customer, key, digest])).toString('base64url');
}

/** The inverse of `writePick`; undefined for any other text. */
export function readPick(text: string): PickedRequest | undefined {
  try {
    const parsed = pickShape.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (!parsed.success) return undefined;
    const [customer, key, digest] = parsed.data;
    return { customer, key, digest };
  } catch {
    return undefined;
  }
}
