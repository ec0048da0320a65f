import { expect, test } from 'vitest';
import type { CampaignVersion } from '../../../lambda/domain/campaign/campaign.ts';
import type { Manifest, ManifestEntry, RunRow } from '../../../lambda/ports.ts';
import { describeStores } from './backends.ts';

const entry: ManifestEntry = {
  ...{ version: 'v1', identity: 'birthday', name: '誕生日', enabled: true, enabledAt: '2027-03-01T03:00:00.000Z' },
  ...{ at: '09:00', timeZone: 'Asia/Tokyo', sourceHash: 's', inputHash: 'i', partials: { footer: 'f' } },
};

function aManifest(revision: number, campaigns: Manifest['campaigns'] = { birthday: entry }): Manifest {
  return { revision, campaigns, withdrawn: { old: 'old-id' }, rejected: { broken: { hash: 'h', problems: [] } } };
}

function aVersion(version: string, html = '<p>{{氏名}}様</p>'): CampaignVersion {
  const everyDay = { years: 0, months: 0, weeks: 0, days: 3 };
  return {
    version,
    campaign: {
      ...{ id: 'birthday', identity: 'birthday', name: '誕生日', at: '09:00', timeZone: 'Asia/Tokyo', enabled: true },
      trigger: { kind: 'monthly', day: 1 },
      where: { kind: 'map', clauses: [{ type: 'customer', key: 'productA', values: [true] }] },
      ...{ category: 'marketing', to: { kind: 'customer' }, approval: 'flagged', notify: 'each', locale: 'ja' },
      ...{ validFor: everyDay, businessDays: 'any' },
    },
    subjects: { '': 'お誕生日おめでとうございます' },
    html,
    text: '',
    required: [{ name: 'name', path: ['customer', 'name'] }],
  };
}

function aRun(campaign: string, date: string): RunRow {
  return { campaign, date, startedAt: `${date}T00:00:00.000Z`, days: [date], counts: {} };
}

describeStores('the campaign store', (stores) => {
  test('before anything is published, nothing is live', async () => {
    const store = await stores.campaigns();
    expect(await store.manifest()).toEqual({ revision: 0, campaigns: {}, withdrawn: {}, rejected: {} });
    expect(await store.version('birthday', 'v1')).toBeUndefined();
  });

  test('the manifest comes back as it was put', async () => {
    const store = await stores.campaigns();
    expect(await store.putManifest(aManifest(1))).toBe(true);
    expect(await store.manifest()).toEqual(aManifest(1));
    expect(await store.putManifest(aManifest(2, {}))).toBe(true);
    expect(await store.manifest()).toEqual(aManifest(2, {}));
  });

  test('of two publishers at once only one replaces the manifest', async () => {
    const store = await stores.campaigns();
    const first = await Promise.all([1, 2, 3].map(() => store.putManifest(aManifest(1))));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await store.putManifest(aManifest(1))).toBe(false);
    expect(await store.putManifest(aManifest(3))).toBe(false);
    const second = await Promise.all([1, 2, 3].map(() => store.putManifest(aManifest(2))));
    expect(second.filter(Boolean)).toHaveLength(1);
  });

  test('a version comes back exactly, and is never replaced', async () => {
    const store = await stores.campaigns();
    await store.putVersion(aVersion('v1'));
    await store.putVersion(aVersion('v1', 'something else'));
    await store.putVersion(aVersion('v2', `<p>${'節'.repeat(60_000)}</p>`));
    expect(await store.version('birthday', 'v1')).toEqual(aVersion('v1'));
    expect((await store.version('birthday', 'v2'))?.html).toHaveLength(60_007);
    expect(await store.version('letter', 'v1')).toBeUndefined();
  });

  test('the watermark moves forward and never back', async () => {
    const store = await stores.campaigns();
    expect(await store.watermark('birthday')).toBeUndefined();
    await store.advanceWatermark('birthday', '2027-03-14');
    await store.advanceWatermark('letter', '2027-04-01');
    await store.advanceWatermark('birthday', '2027-03-14');
    await store.advanceWatermark('birthday', '2027-03-13');
    expect(await store.watermark('birthday')).toBe('2027-03-14');
    await store.advanceWatermark('birthday', '2027-03-15');
    expect(await store.watermark('birthday')).toBe('2027-03-15');
  });

  test('a run is opened once; opening it again shows how far it came', async () => {
    const store = await stores.campaigns();
    const run = { ...aRun('birthday', '2027-03-14'), days: ['2027-03-13', '2027-03-14'] };
    expect(await store.openRun(run)).toEqual(run);
    await store.addRunCounts('birthday', '2027-03-14', { planned: 2 });
    const again = await store.openRun({ ...run, startedAt: '2027-03-14T09:00:00.000Z', days: [] });
    expect(again).toEqual({ ...run, counts: { planned: 2 } });
  });

  test('counts add up, by state and reason', async () => {
    const store = await stores.campaigns();
    await store.openRun({ ...aRun('birthday', '2027-03-14'), counts: { planned: 1 } });
    await Promise.all([
      store.addRunCounts('birthday', '2027-03-14', { planned: 2, 'skipped:no-consent': 1 }),
      store.addRunCounts('birthday', '2027-03-14', { planned: 3, 'skipped:missing-value:delivery.title': 4 }),
      store.addRunCounts('birthday', '2027-03-14', {}),
    ]);
    const [run] = await store.openRuns();
    expect(run?.counts).toEqual({ planned: 6, 'skipped:no-consent': 1, 'skipped:missing-value:delivery.title': 4 });
  });

  test('counting for a run that was never opened is an error', async () => {
    const store = await stores.campaigns();
    await expect(store.addRunCounts('birthday', '2027-03-14', { planned: 1 })).rejects.toThrow(/No run of birthday/);
    expect(await store.openRuns()).toEqual([]);
  });

  test('a drained run that gets another row is open again', async () => {
    const store = await stores.campaigns();
    const run = await store.openRun(aRun('follow-up', '2027-03-14'));
    await store.markRun('follow-up', '2027-03-14', 'drainedAt', 'd1');
    expect(await store.openRuns()).toEqual([]);
    const reopened = { ...run, reopenedAt: '2027-03-15T00:00:00.000Z' };
    expect(await store.openRun({ ...run, startedAt: '2027-03-15T00:00:00.000Z' })).toEqual(reopened);
    expect(await store.openRun({ ...run, startedAt: '2027-03-16T00:00:00.000Z' })).toEqual(reopened);
    expect(await store.openRuns()).toEqual([reopened]);
    expect(await store.markRun('follow-up', '2027-03-14', 'drainedAt', 'd2')).toBe(true);
    expect(await store.openRuns()).toEqual([]);
  });

  test('a run is marked planned once and drained once', async () => {
    const store = await stores.campaigns();
    const run = await store.openRun(aRun('birthday', '2027-03-14'));
    expect(await store.markRun('birthday', '2027-03-14', 'plannedAt', 'p1')).toBe(true);
    expect(await store.markRun('birthday', '2027-03-14', 'plannedAt', 'p2')).toBe(false);
    expect(await store.openRuns()).toEqual([{ ...run, plannedAt: 'p1' }]);
    expect(await store.markRun('birthday', '2027-03-14', 'drainedAt', 'd1')).toBe(true);
    expect(await store.markRun('birthday', '2027-03-14', 'drainedAt', 'd2')).toBe(false);
    expect(await store.openRuns()).toEqual([]);
    expect(await store.markRun('letter', '2027-03-14', 'plannedAt', 'p1')).toBe(false);
  });

  test('open runs are listed oldest first', async () => {
    const store = await stores.campaigns();
    for (const date of ['2027-03-15', '2027-03-13', '2027-03-14']) {
      await store.openRun(aRun('letter', date));
      await store.openRun(aRun('birthday', date));
    }
    await store.markRun('letter', '2027-03-14', 'drainedAt', 'd');
    expect((await store.openRuns()).map(({ campaign, date }) => `${date} ${campaign}`)).toEqual([
      '2027-03-13 birthday',
      '2027-03-13 letter',
      '2027-03-14 birthday',
      '2027-03-15 birthday',
      '2027-03-15 letter',
    ]);
  });

  const held = { mails: 300, isMore: false, limit: 200, limitFrom: 'usual' } as const;
  const word = {
    decision: 'dropped',
    by: '佐藤 恵',
    comment: '取り込みの誤り',
    at: '2027-03-14T01:00:00.000Z',
  } as const;

  test('a hold is noted once, and again with what is known better', async () => {
    const store = await stores.campaigns();
    const run = await store.openRun(aRun('birthday', '2027-03-14'));
    expect(await store.holdRun('birthday', '2027-03-14', { ...held, mails: 201, isMore: true })).toBe(true);
    expect(await store.holdRun('birthday', '2027-03-14', held)).toBe(false);
    expect(await store.openRun({ ...run, counts: {} })).toEqual({ ...run, held });
    expect(await store.markRun('birthday', '2027-03-14', 'heldToldAt', 't1')).toBe(true);
    expect(await store.markRun('birthday', '2027-03-14', 'heldToldAt', 't2')).toBe(false);
    expect(await store.run('birthday', '2027-03-14')).toEqual({ ...run, held, heldToldAt: 't1' });
    await expect(store.holdRun('birthday', '2027-03-15', held)).rejects.toThrow(/No run of birthday/);
  });

  test('of several decisions on a held run the first one stands; on one that is not held there is none', async () => {
    const store = await stores.campaigns();
    await store.openRun(aRun('birthday', '2027-03-14'));
    expect(await store.decideRun('birthday', '2027-03-14', word)).toBeUndefined();
    expect(await store.decideRun('birthday', '2027-03-15', word)).toBeUndefined();
    expect(await store.run('birthday', '2027-03-15')).toBeUndefined();
    await store.holdRun('birthday', '2027-03-14', held);
    expect(await store.decideRun('birthday', '2027-03-14', word)).toBe(word);
    const later = { ...word, decision: 'released', signedInAs: 'a@example.jp' } as const;
    expect(await store.decideRun('birthday', '2027-03-14', later)).toEqual(word);
    expect((await store.run('birthday', '2027-03-14'))?.decision).toEqual(word);
  });

  test('the last runs of a campaign come newest first, between two days and so many', async () => {
    const store = await stores.campaigns();
    const days = ['2027-03-13', '2027-03-15', '2027-03-14', '2027-02-28'];
    for (const day of days) for (const id of ['birthday', 'letter']) await store.openRun(aRun(id, day));
    await store.advanceWatermark('birthday', '2027-03-15');
    const of = async (within: Parameters<typeof store.lastRuns>[1]) =>
      (await store.lastRuns('birthday', within)).map(({ campaign, date }) => `${campaign} ${date.slice(5)}`);
    expect(await of({ limit: 9 })).toEqual(['03-15', '03-14', '03-13', '02-28'].map((day) => `birthday ${day}`));
    expect(await of({ before: '2027-03-15', limit: 2 })).toEqual(['birthday 03-14', 'birthday 03-13']);
    expect(await of({ from: '2027-03-14', limit: 9 })).toEqual(['birthday 03-15', 'birthday 03-14']);
    expect(await of({ from: '2027-03-14', before: '2027-03-15', limit: 9 })).toEqual(['birthday 03-14']);
    expect(await store.lastRuns('nothing', { limit: 9 })).toEqual([]);
  });
});
