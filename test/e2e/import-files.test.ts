import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUploads } from '../../lambda/adapters/dynamo/control/uploads.ts';
import type { Upload } from '../../lambda/domain/import/upload.ts';
import type { ImportMessage } from '../../lambda/use-cases/messages.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { runDays } from '../../local/run/run-days.ts';
import { aBirthdayCampaign, aCustomerRow, customersCsv, openCloudOn } from './small-company.ts';

const day = '2026-12-31';
const key = 'imports/customers.csv';
const ids = Array.from({ length: 300 }, (_, index) => `C${String(index).padStart(3, '0')}`);

function list(nameOf: (index: number) => string, count = ids.length): string {
  return customersCsv(ids.slice(0, count).map((id, index) => aCustomerRow(id, { name: nameOf(index) })));
}

describe('files that people drop', () => {
  let cloud: LocalCloud;
  let imports = 0;
  beforeAll(async () => {
    cloud = await openCloudOn(day);
  });
  afterAll(() => cloud?.close());

  const uploads = () => createUploads({ client: cloud.dynamo, table: cloud.variable('CONTROL_TABLE') }, cloud.clock);

  async function bringIn(name: string, text: string, metadata: Readonly<Record<string, string>> = {}): Promise<Upload> {
    // Uploads are told apart by the second in which they come.
    imports += 1;
    await cloud.runUntil(cloud.clock.nowMs() + 1_000);
    await cloud.putObject(name, text, metadata);
    await cloud.drain();
    return latest(name);
  }

  async function latest(name: string): Promise<Upload> {
    const upload = await uploads().latest(name);
    if (upload === undefined) throw new Error('There is no upload');
    return upload;
  }

  /** What pages and the command line put on the queue. */
  async function ask(message: ImportMessage): Promise<void> {
    const attributes = { ApproximateReceiveCount: '1' };
    await cloud.invoke('import', {
      Records: [{ messageId: 'm', body: JSON.stringify(message), attributes }],
    });
    await cloud.drain();
  }

  test('are stored, and the same file a second time writes nothing', async () => {
    const first = await bringIn(
      key,
      list((index) => `氏名${index}`),
    );
    expect(first).toMatchObject({ state: 'done', counts: { created: 300, rejected: 0 } });
    const second = await bringIn(
      key,
      list((index) => `氏名${index}`),
    );
    expect(second.at > first.at).toBe(true);
    expect(second).toMatchObject({ state: 'done', counts: { created: 0, updated: 0, unchanged: 300 } });
  });

  test('wait when the rows of a column have slipped, and are taken in or dropped as a person says', async () => {
    const shifted = list((index) => `氏名${index + 1}`);
    for (const [decision, state] of [
      ['drop', 'dropped'],
      ['take', 'done'],
    ] as const) {
      const held = await bringIn(key, shifted);
      expect(held).toMatchObject({ state: 'held', hold: { known: 300, changed: 300, why: ['names-change'] } });
      await uploads().decide(held, { decision, by: 'sato@minamo-coffee.example.jp', at: held.at });
      await ask({ kind: 'decided', key, at: held.at });
      expect(await latest(key)).toMatchObject({ state, counts: { updated: decision === 'take' ? 300 : 0 } });
    }
  });

  test('wait when a program has changed the ids, and bring nobody a second record', async () => {
    const renumbered = ids.map((id, index) => ({ ...aCustomerRow(id, { name: `氏名${index + 1}` }), id: id.slice(1) }));
    const held = await bringIn(key, customersCsv(renumbered));
    const hold = { known: 0, lookedUp: 100, renumbered: 100, why: ['other-ids'] };
    expect(held).toMatchObject({ state: 'held', hold: { ...hold, renumberedIds: expect.any(Array) } });
    expect(held.hold?.renumberedIds?.[0]).toEqual({ id: '000', knownAs: 'C000' });
  });

  test('that are the whole take away what they do not have, a large part only when that is meant', async () => {
    const half = list((index) => `氏名${index + 1}`, 150);
    const held = await bringIn('imports/full/customers.csv', half);
    expect(held).toMatchObject({ state: 'held', hold: { stored: 300, removed: 150, why: ['many-removed'] } });
    const meant = await bringIn('imports/a/customers.csv', half, { 'fushime-mode': 'full', 'fushime-yes': 'true' });
    expect(meant).toMatchObject({ state: 'done', counts: { unchanged: 150, removed: 150 } });
  });

  test('with dates that look made up bring no mail by them until somebody accepts them', async () => {
    const born = '1970-01-01';
    const others = customersCsv([
      aCustomerRow('OLD', { birthday: '1960-01-01' }),
      aCustomerRow('UNIX', { birthday: born }),
    ]);
    const upload = await bringIn('imports/b/customers.csv', others);
    const suspects = [{ field: 'birthday', cause: 'default-date', value: born, records: 1 }];
    expect(upload).toMatchObject({ state: 'done', counts: { created: 2, warnings: 1 }, suspects });
    const { key: name, text } = aBirthdayCampaign();
    await cloud.putObject(name, text);
    await cloud.drain();
    const run = (date: string) => runDays(cloud, { from: date, until: date }, ['Asia/Tokyo']);
    await run('2027-01-01');
    const rows = async () => (await readSendLog(cloud)).map(({ customer, state, reason }) => [customer, state, reason]);
    expect(await rows()).toEqual([
      ['OLD', 'delivered', ''],
      ['UNIX', 'skipped', 'suspect-date:birthday'],
    ]);
    const by = 'sato@minamo-coffee.example.jp';
    await ask({ kind: 'accept', type: 'customer', field: 'birthday', value: born, by, at: '2027-01-01T01:00:00Z' });
    await run('2027-01-02');
    expect(await rows()).toContainEqual(['UNIX', 'delivered', '']);
  });

  test('leave no failure behind', () => {
    expect(imports).toBeGreaterThan(0);
    expect(cloud.failures()).toEqual([]);
    expect(Object.values(cloud.deadLetters()).flat()).toEqual([]);
  });
});
