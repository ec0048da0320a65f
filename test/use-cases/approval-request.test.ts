import { describe, expect, test } from 'vitest';
import { mailDigest } from '../../lambda/domain/approval/mail-digest.ts';
import { readApproval } from '../../lambda/use-cases/approval-request.ts';
import { aCustomer, aRecord, aVersion } from '../support/builders.ts';
import { aRequest } from './a-request.ts';

const flagged = { approvalRequired: true };

describe('a request for approval', () => {
  test('shows the exact mail, who is asked, and until when', async () => {
    const { read } = await aRequest();
    const request = await read();
    expect(request).toMatchObject({
      campaign: { name: '誕生日' },
      customer: { id: 'C1' },
      approver: { name: '佐藤', email: 'sato@minamo.example.jp' },
      untilMs: Date.parse('2027-03-18T00:00:00+09:00'),
      mail: { subject: '山田 花子様、お誕生日おめでとうございます', to: { address: 'hanako@example.com' } },
    });
    expect(request.mail && mailDigest(request.mail)).toBe(request.digest);
    expect(request).not.toHaveProperty('blocked');
  });

  test('changes nothing by being read', async () => {
    const { world, read, only } = await aRequest();
    const before = only();
    for (let n = 0; n < 50; n += 1) await read();
    expect(only()).toEqual(before);
    expect(world.planned).toEqual([]);
    expect(world.notices.filter(({ kind }) => kind === 'send')).toHaveLength(1);
  });

  test('tells what matters of the customer: who, where to, the date, what the campaign looks at, the mail’s values', async () => {
    const { read } = await aRequest({
      version: aVersion(
        { where: { kind: 'cel', expression: 'customer.productA && customer["契約状態"] == "有効"' } },
        {
          required: [
            { name: 'name', path: ['name'] },
            { name: 'years', path: ['years'] },
          ],
        },
      ),
      records: [
        aCustomer('C1', { ...flagged, company: '花子商店', productA: true, contractStatus: '有効', note: '秘' }),
      ],
    });
    expect((await read()).facts.map(({ label, value }) => `${label}: ${value}`)).toEqual([
      ...['会社名: 花子商店', '氏名: 山田 花子', '宛先: hanako@example.com', '担当者: 佐藤'],
      ...[
        '誕生日: 2000年3月14日(火)',
        '送信予定日: 2027年3月14日(日)',
        '契約状態: 有効',
        '製品A購入フラグ: はい',
        '年数: 27',
      ],
    ]);
  });

  test('speaks English where the stage does', async () => {
    const { read } = await aRequest({ stage: { locale: 'en' } });
    expect((await read()).facts).toContainEqual({ label: 'To be sent on', value: 'Sun, Mar 14, 2027' });
  });

  test('names the fields of other records with their type', async () => {
    const path = {
      ...{ base: 'contract', hops: [], holder: 'contract', field: 'endDate' },
      reach: { kind: 'reference', field: 'customer' },
    } as const;
    const duration = { years: 0, months: 3, weeks: 0, days: 0 };
    const rule = { kind: 'dated', offsets: [{ direction: 'before', duration, iso: 'P3M' }] } as const;
    const { read } = await aRequest({
      version: aVersion({
        trigger: { kind: 'date', path, rule },
        where: { kind: 'map', clauses: [{ type: 'contract', key: 'status', values: ['有効'] }] },
      }),
      records: [
        aCustomer('C1', flagged),
        aRecord('contract', 'K1', { customer: 'C1', name: '保守', endDate: '2027-06-14', status: '有効' }),
      ],
    });
    const labels = (await read()).facts.map(({ label, value }) => `${label}: ${value}`);
    expect(labels).toContain('契約終了日: 2027年6月14日(月)');
    expect(labels).toContain('契約状態: 有効');
  });

  test.each<[string, (request: Awaited<ReturnType<typeof aRequest>>) => Promise<unknown>, string]>([
    [
      'opted out',
      ({ world }) => world.tools.refusals.optOut([{ kind: 'customer', id: 'C1' }], 'marketing', '', ''),
      'skipped opted-out',
    ],
    [
      'has no address any more',
      ({ world }) => world.keep(aCustomer('C1', { ...flagged, email: undefined })),
      'skipped invalid-address',
    ],
    [
      'has another birthday',
      ({ world }) => world.keep(aCustomer('C1', { ...flagged, birthday: '2000-05-05' })),
      'cancelled date-changed',
    ],
    ['belongs to no live campaign', ({ world }) => world.withdraw('birthday'), 'cancelled campaign-withdrawn'],
    ['is past the campaign’s validity', async ({ world }) => world.moveTo('2027-03-18T00:00:00+09:00'), 'expired late'],
  ])('says why the mail would not leave when the customer %s', async (_, happen, reason) => {
    const request = await aRequest();
    await happen(request);
    const { blocked } = await request.read();
    expect(`${blocked?.state} ${blocked?.reason}`).toBe(reason);
  });

  test('says that a mail whose template fails would not leave', async () => {
    const { world, read } = await aRequest();
    Object.assign(world.tools, {
      compile: () => () => {
        throw new Error('cannot');
      },
    });
    expect(await read()).toMatchObject({ blocked: { state: 'failed', reason: 'render-error' }, digest: '' });
  });

  test('still knows the campaign and the decision when all else is gone', async () => {
    const { world, answer, only } = await aRequest();
    await answer({ decision: 'rejected' });
    const nobody = { ...world.tools.customers, get: async () => undefined, getMany: async () => new Map() };
    const request = await readApproval({ ...world.tools, customers: nobody }, only());
    expect(request).toMatchObject({
      ...{ campaign: { name: '誕生日' }, customer: undefined, digest: '', facts: [] },
      ...{ row: { decisions: [{ decision: 'rejected' }] }, blocked: { reason: 'approval-rejected' } },
    });
  });

  test('shows who uploaded the template', async () => {
    const { world, read } = await aRequest();
    const manifest = await world.tools.campaigns.manifest();
    const { birthday } = manifest.campaigns;
    if (birthday === undefined) throw new Error('not live');
    const campaigns = { birthday: { ...birthday, uploadedBy: ['tanaka@minamo.example.jp'] } };
    await world.tools.campaigns.putManifest({ ...manifest, campaigns, revision: manifest.revision + 1 });
    expect((await read()).uploadedBy).toEqual(['tanaka@minamo.example.jp']);
  });
});
