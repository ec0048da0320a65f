import { expect, it } from 'vitest';
import { mailDocument } from '../../../lambda/domain/pages/mail-document.ts';

const base = '<base target="_blank">';

it.each([
  [
    '<!DOCTYPE html><html><head><title>x</title></head></html>',
    `<!DOCTYPE html><html><head>${base}<title>x</title></head></html>`,
  ],
  ['<HTML lang="ja"><BODY>x</BODY></HTML>', `<HTML lang="ja">${base}<BODY>x</BODY></HTML>`],
  ['<!doctype html><p>x</p>', `<!doctype html>${base}<p>x</p>`],
  ['<p>$& $1</p>', `<!DOCTYPE html>${base}<p>$& $1</p>`],
])('the links of %s get a target that the frame refuses', (mail, document) => {
  expect(mailDocument(mail)).toBe(document);
});
