import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { textOfFile } from '../../../cli/privacy/text-of-file.ts';

async function textOf(bytes: Uint8Array, pieceBytes = bytes.length): Promise<string> {
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
  })();
  let text = '';
  for await (const piece of textOfFile(pieces)) text += piece;
  return text;
}

test('a file is read in the encoding that Excel wrote it in', async () => {
  // 髙﨑 in CP932
  expect(await textOf(Uint8Array.from([0xfb, 0xfc, 0xed, 0x95]))).toBe('髙﨑');
  expect(await textOf(Buffer.from('髙﨑'))).toBe('髙﨑');
  expect(await textOf(Buffer.from('\ufeff髙﨑', 'utf16le'))).toContain('髙﨑');
  expect(await textOf(Buffer.from(''))).toBe('');
});

test('a workbook is read on every sheet, in comments and properties too, also where a name is in two runs', async () => {
  const workbook = zipSync({
    'xl/sharedStrings.xml': strToU8(
      '<sst><si><r><t>髙﨑</t></r><r><t>花子</t></r></si><si><t>a &amp; b</t></si></sst>',
    ),
    'xl/worksheets/sheet2.xml': strToU8('<c t="inlineStr"><is><t>hidden@example.com</t></is></c>'),
    'xl/comments1.xml': strToU8('<comment><text><t>お電話 &#39640;&#64017;様</t></text></comment>'),
    'docProps/core.xml': strToU8('<dc:creator>佐藤</dc:creator>'),
  });
  for (const pieceBytes of [workbook.length, 7]) {
    const text = await textOf(workbook, pieceBytes);
    expect(text.replace(/\s/g, '')).toContain('髙﨑花子');
    for (const part of ['a & b', 'hidden@example.com', '高﨑様', '佐藤']) expect(text).toContain(part);
    expect(text).not.toContain('<');
  }
});

test('a damaged workbook is no text', async () => {
  const workbook = zipSync({ 'a.xml': strToU8('<t>x</t>') });
  await expect(textOf(workbook.subarray(0, workbook.length - 30))).rejects.toMatchObject({ name: 'UnreadableFile' });
});
