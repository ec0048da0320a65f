import { randomBytes } from 'node:crypto';

/**
 * Marks a write as this call's own. The SDK repeats a request whose answer was lost; the repetition meets its own write,
 * and without the mark it would take itself for somebody else.
 */
export function newChangeId(): string {
  return randomBytes(9).toString('base64url');
}
