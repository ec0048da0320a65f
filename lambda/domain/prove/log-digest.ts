import { createHash } from 'node:crypto';
import type { SendRow } from '../send-log/send-row.ts';

/** Adds rows up to one SHA-256: the same rows, given in the same order, make the same digest. */
export interface LogDigest {
  add(row: SendRow): void;
  /** Hexadecimal; nothing can be added afterwards. */
  end(): string;
}

export function createLogDigest(): LogDigest {
  const hash = createHash('sha256');
  return {
    add(row) {
      hash.update(`${canonical(row)}\n`);
    },
    end: () => hash.digest('hex'),
  };
}

/** JSON with keys in order, however the row was put together. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
}
