import type { IsoDate } from '../calendar/plain-date.ts';
import type { DigestEntry, Notice } from '../notices/notice.ts';
import { needOf } from './digest-need.ts';

export type DigestNotice = Extract<Notice, { readonly kind: 'digest' }>;

/** How many entries one notice lists; the rest is counted. */
export const LISTED_ENTRIES = 60;

/** Gathers entries into one notice for each place, keeping of a large run no more than can be listed. */
export interface DigestCollection {
  add(place: string, entry: DigestEntry): void;
  /** The notices of all places that have entries. Listed first is what needs somebody most, then by day, as it came. */
  notices(date: IsoDate): readonly DigestNotice[];
}

interface Group {
  /** The first entries of each need and day; the names sort as they are to be listed. */
  readonly first: Map<string, DigestEntry[]>;
  /** By campaign, due day and decision, in the order they came. */
  readonly counts: Map<string, DigestNotice['more'][number]>;
}

/** An empty collection. */
export function collectDigest(): DigestCollection {
  const groups = new Map<string, Group>();
  return {
    add(place, entry) {
      const { first, counts } = groups.get(place) ?? startGroup(groups, place);
      const sort = `${needOf(entry)} ${entry.dueOn}`;
      const alike = first.get(sort) ?? [];
      if (alike.length < LISTED_ENTRIES) first.set(sort, [...alike, entry]);
      const { campaign, dueOn, decision } = entry;
      const name = nameOf(entry);
      counts.set(name, { campaign, dueOn, decision, count: (counts.get(name)?.count ?? 0) + 1 });
    },
    notices: (date) => [...groups.values()].map((group) => noticeOf(date, group)),
  };
}

function startGroup(groups: Map<string, Group>, place: string): Group {
  const group: Group = { first: new Map(), counts: new Map() };
  groups.set(place, group);
  return group;
}

function noticeOf(date: IsoDate, { first, counts }: Group): DigestNotice {
  const inOrder = [...first].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, alike]) => alike);
  const entries = inOrder.slice(0, LISTED_ENTRIES);
  const listed = new Map<string, number>();
  for (const entry of entries) listed.set(nameOf(entry), (listed.get(nameOf(entry)) ?? 0) + 1);
  const more = [...counts]
    .map(([name, line]) => ({ ...line, count: line.count - (listed.get(name) ?? 0) }))
    .filter(({ count }) => count > 0);
  return { kind: 'digest', date, entries, more };
}

function nameOf({ campaign, dueOn, decision }: DigestEntry): string {
  return `${campaign} ${dueOn} ${decision}`;
}
