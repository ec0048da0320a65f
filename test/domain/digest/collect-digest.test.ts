import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { collectDigest, LISTED_ENTRIES } from '../../../lambda/domain/digest/collect-digest.ts';
import { needOf } from '../../../lambda/domain/digest/digest-need.ts';
import type { DigestEntry } from '../../../lambda/domain/notices/notice.ts';

const someEntry = fc.record<DigestEntry>({
  campaign: fc.constantFrom('birthday', 'renewal'),
  customer: fc.constantFrom('C1', 'C2', 'C3'),
  record: fc.constant('customer/C1'),
  path: fc.constant({}),
  nominal: fc.constant('2027-03-14'),
  dueOn: fc.constantFrom('2027-03-14', '2027-03-15'),
  offset: fc.constant(''),
  decision: fc.constantFrom('send', 'ask', 'stop', 'skip'),
  reason: fc.constant(''),
});

describe('a digest', () => {
  test('lists or counts everybody, at most sixty by name, and nobody before somebody who needs a person more', () => {
    fc.assert(
      fc.property(fc.array(someEntry, { minLength: 1, maxLength: 200, size: 'max' }), (all) => {
        const digest = collectDigest();
        for (const entry of all) digest.add('channel', entry);
        const notices = digest.notices('2027-03-14');
        expect(notices).toHaveLength(1);
        const [{ entries, more } = expect.fail()] = notices;
        expect(entries).toHaveLength(Math.min(all.length, LISTED_ENTRIES));
        for (const campaign of ['birthday', 'renewal']) {
          for (const dueOn of ['2027-03-14', '2027-03-15']) {
            for (const decision of ['send', 'ask', 'stop', 'skip'] as const) {
              const isAlike = (each: Pick<DigestEntry, 'campaign' | 'dueOn' | 'decision'>) =>
                each.campaign === campaign && each.dueOn === dueOn && each.decision === decision;
              const counted = more.find(isAlike)?.count ?? 0;
              expect(entries.filter(isAlike).length + counted).toBe(all.filter(isAlike).length);
            }
          }
        }
        const needs = entries.map(needOf);
        expect(needs).toEqual(needs.toSorted());
        const needsOfAll = all.map(needOf).toSorted();
        expect(needs).toEqual(needsOfAll.slice(0, entries.length));
      }),
    );
  });

  test('keeps its places apart', () => {
    const [entry] = fc.sample(someEntry, 1);
    if (entry === undefined) return expect.fail('no entry');
    const digest = collectDigest();
    for (const place of ['one', 'other', 'one']) digest.add(place, entry);
    expect(digest.notices('2027-03-14').map(({ entries }) => entries.length)).toEqual([2, 1]);
  });
});
