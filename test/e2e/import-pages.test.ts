import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { cardLinks } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import { aCustomerRow, customersCsv, openCloudOn } from './small-company.ts';

const day = '2027-03-15';
const ids = Array.from({ length: 40 }, (_, n) => `C${n + 1}`);
const list = (nameOf: (n: number) => string) =>
  customersCsv(ids.map((id, n) => aCustomerRow(id, { name: nameOf(n), birthday: n < 2 ? '1900/1/1' : '1990/5/6' })));

describe('the pages behind the cards of imports', () => {
  let cloud: LocalCloud;
  beforeAll(async () => {
    cloud = await openCloudOn(day);
    await bringIn(list((n) => `氏名${n}`));
  });
  // Also sees that no call was denied to the pages' role.
  afterAll(() => closeSound(cloud));

  async function bringIn(text: string): Promise<void> {
    await cloud.runUntil(cloud.clock.nowMs() + 60_000);
    await cloud.putObject('imports/顧客マスタ.csv', text);
    await cloud.drain();
  }
  const newestLink = (kind: string) => cardLinks(cloud.teams.accepted(), kind).at(-1) ?? `no card leads to /${kind}`;
  const read = async (link: string) => (await fetch(link)).text();
  async function press(link: string, fields: Readonly<Record<string, string>>): Promise<string> {
    const page = await (await fetch(link, { method: 'POST', body: new URLSearchParams(fields) })).text();
    await cloud.drain();
    return page;
  }

  it('accept dates that look made up, once somebody says so', async () => {
    const link = newestLink('d');
    expect(await read(link)).toContain('value="birthday=1900-01-01"');
    const page = await press(link, { accept: 'birthday=1900-01-01', name: '佐藤' });
    expect(page).toContain('承認を受け付けました');
    expect(await read(link)).toContain('<h1>要確認の日付はありません</h1>');
  });

  it('drop a file whose rows are shifted, and take one in that is meant', async () => {
    await bringIn(list((n) => `氏名${n + 1}`));
    const shifted = newestLink('i');
    expect(await read(shifted)).toContain('既存のお客様40名のうち40名（100%）');
    expect(await press(shifted, { decision: 'drop', name: '佐藤' })).toContain(
      '<h1>取り込まないことに決まりました</h1>',
    );

    await bringIn(list((n) => `新しい氏名${n}`));
    const meant = newestLink('i');
    expect(meant).not.toBe(shifted);
    await press(meant, { decision: 'take', name: '佐藤' });
    const later = await press(meant, { decision: 'drop', name: '田中' });
    expect(later).toContain('<h1>取り込むことに決まりました</h1>');
    expect(later).toContain('<div><dt>更新</dt><dd>40件</dd></div>');
    expect(await read(shifted)).toContain('<h1>取り込まないことに決まりました</h1>');
  });
});
