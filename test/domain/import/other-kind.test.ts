import { expect, test } from 'vitest';
import { readRows } from '../../../lambda/domain/import/read-rows.ts';
import { UnreadableFile } from '../../../lambda/domain/import/unreadable-file.ts';
import { inChunks } from './file-bytes.ts';

async function whyNot(text: string, fileName: string): Promise<string> {
  try {
    let count = 0;
    for await (const rows of readRows(fileName, inChunks(Buffer.from(text, 'latin1'), 5))) count += rows.length;
    return `${count} rows`;
  } catch (error) {
    if (error instanceof UnreadableFile) return error.explanation.ja;
    throw error;
  }
}

test.each([
  ['PDF', '%PDF-1.7\n\x00\x01'],
  ['HTML', '\xef\xbb\xbf\r\n<!DOCTYPE html><html>'],
  ['HTML', '<table border="1"><tr><td>ID'],
  ['XML', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'],
  ['PNG', '\x89PNG\r\n\x1a\n'],
  ['JPEG', '\xff\xd8\xff\xe0'],
])('a file of %s is no table, whatever it is called', async (kind, text) => {
  for (const name of ['customers.csv', 'customers.xlsx'])
    expect(await whyNot(text, name)).toContain(`中身は${kind}です`);
});

test.each(['PDF,ID\n1,C1', '<b>ID</b>,x\n1,2', 'Rarity,ID\nx,C1'])('%j is a table', async (text) => {
  expect(await whyNot(text, 'customers.csv')).toBe('2 rows');
});
