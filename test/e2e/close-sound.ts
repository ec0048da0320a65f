import { expect } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';

/** Closes a cloud in which nothing may have failed and nothing been given up, whatever happened in it. */
export async function closeSound(cloud: LocalCloud | undefined): Promise<void> {
  try {
    expect(cloud?.failures() ?? []).toEqual([]);
    expect(cloud?.deadLetters() ?? {}).toEqual({});
  } finally {
    await cloud?.close();
  }
}
