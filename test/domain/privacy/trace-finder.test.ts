import { describe, expect, test } from 'vitest';
import { createTraceFinder } from '../../../lambda/domain/privacy/trace-finder.ts';

const person = {
  customer: 'C0001',
  addresses: ['Hanako.Yamada@example.co.jp'],
  addressHashes: ['hash of old@example.com'],
  names: ['髙﨑 花子', 'ヤマダ ハナコ'],
};
const hash = async (address: string) => `hash of ${address.toLowerCase()}`;
const finder = createTraceFinder(person, hash);

describe('a text is about a person', () => {
  test.each([
    ['with their id in a cell', '1,C0001,2027-03-14'],
    ['with their id in JSON', '{"customer":"C0001"}'],
    ['with their id in another writing', 'Ｃ０００１'],
    ['with their address', 'x;hanako.yamada@example.co.jp;y'],
    ['with their address in brackets, in capitals', '山田 <HANAKO.YAMADA@EXAMPLE.CO.JP>'],
    ['with an address that they once had, known by its hash alone', '"old@example.com"'],
    ['with their name', '備考: 髙﨑 花子様よりお電話'],
    ['with their name in another spacing', '髙﨑　花子'],
    ['with their name without spacing', '髙﨑花子'],
    ['with their name in half-width kana', 'ﾔﾏﾀﾞ ﾊﾅｺ'],
  ])('%s', async (_, text) => {
    expect(await finder.isIn(text)).toBe(true);
  });

  test.each([
    ['an id that only begins alike', 'C00012,C0001-2,AC0001'],
    ['an address that only ends alike', 'xhanako.yamada@example.co.jp'],
    ['an address that only begins alike', 'hanako.yamada@example.co.jp.example.com'],
    ['the family name alone', '髙﨑様'],
    ['nothing', ''],
  ])('but not with %s', async (_, text) => {
    expect(await finder.isIn(text)).toBe(false);
  });

  test('wherever a file is cut into pieces', async () => {
    const text = `氏名,住所\r\n${'あ'.repeat(50)},old@example.com\r\n`;
    for (let cut = 0; cut <= text.length; cut += 1) {
      const pieces = (async function* () {
        yield text.slice(0, cut);
        yield text.slice(cut);
      })();
      expect(await finder.isInPieces(pieces), `cut at ${cut}`).toBe(true);
    }
  });

  test('whatever signs the id is made of', async () => {
    const odd = createTraceFinder({ ...person, customer: 'a.b*(1)' }, hash);
    expect(await odd.isIn('x,a.b*(1),y')).toBe(true);
    expect(await odd.isIn('x,aXb*(1),y')).toBe(false);
  });
});
