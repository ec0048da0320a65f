import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownToHtml } from '../../../local/viewer/client/card/markdown.ts';

describe('the Markdown of cards', () => {
  it.each([
    ['**太字**と*斜体*', '<p><strong>太字</strong>と<em>斜体</em></p>'],
    ['一行目\n二行目\n\n次の段落', '<p>一行目<br>二行目</p><p>次の段落</p>'],
    ['- 一\n- 二', '<ul><li>一</li><li>二</li></ul>'],
    ['1. 一\n2. 二', '<ol><li>一</li><li>二</li></ol>'],
    ['\\*そのまま\\*', '<p>*そのまま*</p>'],
    ['snake_case_name', '<p>snake_case_name</p>'],
    ['<at>山田</at> さん', '<p><span class="mention">山田</span> さん</p>'],
    [
      '**[山田](https://crm.example.jp/1?a=1&b=2)**',
      '<p><strong><a href="https://crm.example.jp/1?a=1&amp;b=2" rel="noopener noreferrer">山田</a></strong></p>',
    ],
  ])('%j is shown as Teams shows it', (markdown, html) => {
    expect(markdownToHtml(markdown)).toBe(html);
  });

  it.each([
    '<script>alert(1)</script>',
    '<at><img src=x></at>',
    '[x](javascript:alert(1))',
    '[<b>](https://a.example/"onclick=")',
  ])('%j stays text', (markdown) => {
    expect(markdownToHtml(markdown)).not.toMatch(/<(script|img|b)\b|href="javascript|"onclick/i);
  });

  it('never holds a tag that is not its own, whatever the text', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '&',
      '*',
      '**',
      '_',
      '[',
      ']',
      '(',
      ')',
      '\\',
      '\n',
      '- ',
      '1. ',
      '<at>',
      '</at>',
      'https://a.jp',
      'javascript:',
      '\uE000',
      '0',
      '\uE001',
      '山',
      ' onload=',
    );
    const own =
      /<\/?(p|br|ul|ol|li|strong|em|a|span)(?: class="mention"| href="(?:https?:\/\/|mailto:)[^"<>]*" rel="noopener noreferrer")?>/g;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        expect(markdownToHtml(pieces.join('')).replace(own, '')).not.toMatch(/[<>"\uE000\uE001]/);
      }),
      { numRuns: 3000 },
    );
  });
});
