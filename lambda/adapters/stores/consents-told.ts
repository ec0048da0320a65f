import type { ConsentEntry } from '../../domain/privacy/consent-entry.ts';

/** The entries that tell something new, in the order given: a write that was repeated after a crash noted it twice. */
export function consentsTold(entries: readonly ConsentEntry[]): readonly ConsentEntry[] {
  let last: ConsentEntry['what'] = 'unknown';
  return entries.filter(({ what }) => {
    const isNews = what !== last;
    last = what;
    return isNews;
  });
}
