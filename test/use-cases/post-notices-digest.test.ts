import { describe, expect, it } from 'vitest';
import type { DigestEntry, Notice } from '../../lambda/domain/notices/notice.ts';
import { aStage, aVersion } from '../support/builders.ts';
import { aSetting, customers, linkTo } from '../support/notice-setting.ts';

function anEntry(customer: string, changes: Partial<DigestEntry> = {}): DigestEntry {
  return {
    ...{ campaign: 'birthday', customer, record: `customer/${customer}`, path: {}, nominal: '2027-03-14' },
    ...{ dueOn: '2027-03-14', offset: '', decision: 'send', reason: '' },
    ...changes,
  };
}

function aDigest(entries: readonly DigestEntry[]): Notice {
  return {
    kind: 'digest',
    date: '2027-03-14',
    entries,
    more: [{ campaign: 'birthday', dueOn: '2027-03-15', decision: 'send', count: 9 }],
  };
}

describe('the morning’s digest', () => {
  it('goes where its campaigns’ cards go and names the owner, whatever the campaign’s notify', async () => {
    const setting = aSetting({ customers, campaign: aVersion({ channel: 'owner', notify: 'failures' }) });
    expect(await setting.post([aDigest([anEntry('C1'), anEntry('C3')]), aDigest([anEntry('C4')])])).toEqual([]);
    expect(setting.problems()).toEqual([]);
    expect(setting.posts.map(({ address }) => address)).toEqual([
      { kind: 'owner', email: 'sato@example.jp' },
      { kind: 'channel', name: aStage.defaultChannel },
    ]);
    expect(setting.lines()[0]).toEqual(
      expect.arrayContaining([
        '今日 2件、明日 9件のメール',
        '担当：<at>佐藤</at> さん',
        '**山田** 様',
        '誕生日（9件）',
      ]),
    );
  });

  it('is one card for an owner whose cards end up in one place, however many notices there were', async () => {
    const setting = aSetting({
      ...{ customers, campaign: aVersion({ channel: 'owner' }), addresses: [{ kind: 'channel', name: '' }] },
      answer: () => ({ kind: 'refused', status: 503, retryable: true }),
    });
    const digests = [aDigest([anEntry('C1')]), aDigest([anEntry('C2')]), aDigest([anEntry('C3')])];
    expect((await setting.post(digests)).toSorted()).toEqual(['m0', 'm1', 'm2']);
    expect(setting.lines().map(([title]) => title)).toEqual(['今日 2件、明日 18件のメール']);
  });

  it('links each mail to the page that stops it, until its day is over', async () => {
    const setting = aSetting({ customers });
    const entry = anEntry('C1', {
      record: 'contract/K1',
      path: { contract: 'K1' },
      offset: 'P3M',
      nominal: '2027-06-14',
    });
    await setting.post([aDigest([entry])]);
    const { decision: _, reason: __, ...occurrence } = entry;
    const untilMs = Date.parse('2027-03-15T00:00:00+09:00');
    expect(setting.lines()[0]).toContain(
      `誕生日 09:00 · **[止める](${linkTo({ purpose: 'stop', untilMs, ...occurrence })})**`,
    );
  });

  it('offers to stop what goes out and to take a person’s stop back, and nothing else', async () => {
    const setting = aSetting({ customers });
    await setting.post([
      aDigest([
        anEntry('C1', { decision: 'ask' }),
        anEntry('C1', { decision: 'stop', reason: 'stopped-by-person' }),
        anEntry('C1', { decision: 'stop', reason: 'stop-flag' }),
        anEntry('C1', { decision: 'skip', reason: 'invalid-address' }),
      ]),
    ]);
    const links = (setting.lines()[0] ?? []).flatMap((line) => /\*\*\[(.+?)\]/.exec(line)?.[1] ?? []);
    expect(links).toEqual(['止める', '止めるのを取り消す']);
  });

  it('reads each customer once', async () => {
    const setting = aSetting({ customers });
    await setting.post([aDigest(Array.from({ length: 60 }, (_, n) => anEntry(`C${(n % 4) + 1}`)))]);
    expect(setting.asked).toHaveLength(4);
    expect(setting.problems()).toEqual([]);
  });

  it('comes again as a whole when one of its cards is refused', async () => {
    const setting = aSetting({ customers, answer: () => ({ kind: 'refused', status: 503, retryable: true }) });
    expect(await setting.post([aDigest([anEntry('C1')])])).toEqual(['m0']);
  });
});
