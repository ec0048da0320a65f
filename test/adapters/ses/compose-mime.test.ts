import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { composeMime } from '../../../lambda/adapters/ses/compose-mime.ts';
import type { OutgoingMail } from '../../../lambda/ports.ts';
import { aMail } from './a-mail.ts';

const dateMs = Date.UTC(2027, 2, 14, 0, 0, 0);

async function compose(changes: Partial<OutgoingMail> = {}): Promise<string> {
  return (await composeMime(aMail(changes), dateMs)).toString('latin1');
}

async function read(changes: Partial<OutgoingMail> = {}): Promise<Email> {
  return PostalMime.parse(await composeMime(aMail(changes), dateMs));
}

function headerLines(raw: string): string[] {
  return raw.slice(0, raw.indexOf('\r\n\r\n')).split('\r\n');
}

const letters = fc.constantFrom(
  ...'山田太郎髙﨑㈱①～ｶﾅがぱ𠮷𩸽𠀋👨‍👩‍👧‍👦🎂é',
  ...'abcXYZ019 .,;:<>()[]@"\'\\=?_-&%',
  '=?UTF-8?B?5bGx?=',
  '\t',
  '\r\nBcc: x@example.com',
);
const words = fc.array(letters, { maxLength: 200 }).map((parts) => [...parts.join('')].slice(0, 200).join(''));
const bodies = fc
  .array(fc.oneof(letters, fc.constantFrom('\r', '\n', '\r\n', '.', '\n.\n', '=', '=3D', '長'.repeat(700))))
  .map((parts) => parts.join(''));

/** What a reader can be expected to see of a header: one line, no controls, no outer blanks. */
function seen(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

describe('a composed mail', () => {
  it('is read back exactly, whatever stands in names, subject and bodies', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, words, bodies, bodies, async (from, to, subject, text, html) => {
        const mail = aMail({
          from: { name: from, address: 'info@example.jp' },
          to: { name: to, address: 'a..b@docomo.ne.jp' },
          replyTo: { name: to, address: 'reply@example.jp' },
          subject,
          text,
          html,
        });
        const email = await PostalMime.parse(await composeMime(mail, dateMs));
        expect(email.subject ?? '').toBe(seen(subject));
        expect(email.from).toMatchObject({ name: seen(from), address: 'info@example.jp' });
        expect(email.to).toMatchObject([{ name: seen(to), address: 'a..b@docomo.ne.jp' }]);
        expect(email.replyTo).toMatchObject([{ name: seen(to), address: 'reply@example.jp' }]);
        const lines = (body: string | undefined) => (body ?? '').replace(/\r\n?|\n/g, '\n');
        expect(lines(email.text)).toBe(lines(text));
        expect(lines(email.html)).toBe(lines(html));
      }),
      { numRuns: 150 },
    );
  });

  it('has lines of at most 998, ends them with CRLF only, and is 7-bit', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, bodies, async (name, subject, text) => {
        const raw = await compose({ to: { name, address: 'taro@example.com' }, subject, text, html: text });
        expect(raw).not.toMatch(/\r(?!\n)|(?<!\r)\n/);
        expect(raw).not.toMatch(/[^\r\n\x20-\x7e]/);
        for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps header lines within 78 and encoded words within 75', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, async (name, subject) => {
        const raw = await compose({ to: { name, address: 'taro@example.com' }, subject });
        for (const line of headerLines(raw)) {
          expect(line.length, line).toBeLessThanOrEqual(78);
          for (const [word] of line.matchAll(/=\?\S+\?=/g)) expect(word.length).toBeLessThanOrEqual(75);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('writes a name of 14 kanji as one encoded word on its header’s line, since some readers put a blank between two', async () => {
    const name = '髙'.repeat(14);
    const lines = headerLines(await compose({ from: { name, address: 'info@example.jp' } }));
    expect(lines).toContain(`From: =?UTF-8?B?${Buffer.from(name).toString('base64')}?=`);
  });

  it('never splits a character between two encoded words', async () => {
    const raw = await compose({ subject: '𠮷🎂'.repeat(50) });
    const encoded = [...raw.matchAll(/=\?UTF-8\?B\?([^?]*)\?=/g)].map(([, base64 = '']) =>
      Buffer.from(base64, 'base64'),
    );
    expect(encoded.length).toBeGreaterThan(5);
    for (const word of encoded) expect(word.toString('utf8')).not.toContain('\ufffd');
  });

  it('ends every line of its texts with CRLF, whatever they came with', async () => {
    const raw = await compose({ text: 'a\rb\nc\r\nd', html: '<p>\n</p>' });
    const encoded = [...raw.matchAll(/base64\r\n\r\n([^-]*)\r\n--/g)].map(([, base64 = '']) => base64);
    expect(encoded.map((base64) => Buffer.from(base64, 'base64').toString('utf8'))).toEqual([
      'a\r\nb\r\nc\r\nd',
      '<p>\r\n</p>',
    ]);
  });

  it('takes no header from a name, a subject or an address', async () => {
    const injection = 'x\r\nBcc: evil@example.com\r\n\r\nbody';
    const raw = await compose({ subject: injection, from: { name: injection, address: 'info@example.jp' } });
    expect(headerLines(raw).filter((line) => /^bcc/i.test(line))).toEqual([]);
    for (const address of ['a@example.com\r\nBcc: b@example.com', 'a@example.com, b@example.com', '<a@example.com>']) {
      await expect(compose({ to: { name: '', address } })).rejects.toThrow('cannot be mailed');
    }
  });

  it('reads the same as plain text when its subject looks like an encoded word', async () => {
    const subject = 'see =?UTF-8?B?5bGx?= here';
    expect((await read({ subject })).subject).toBe(subject);
  });

  it('writes a domain beyond ASCII in Punycode', async () => {
    expect(await compose({ to: { name: '', address: 'taro@日本語.jp' } })).toContain(
      '\r\nTo: taro@xn--wgv71a119e.jp\r\n',
    );
  });

  it('offers one-click unsubscription when it has a URL for it, each header on one line', async () => {
    const url = `https://pages.example.jp/u/${'a'.repeat(200)}`;
    const lines = headerLines(await compose({ unsubscribeUrl: url }));
    expect(lines).toContain(`List-Unsubscribe: <${url}>`);
    expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(await compose()).not.toContain('List-Unsubscribe');
  });

  it('refuses an unsubscribe URL that would break its header', async () => {
    for (const unsubscribeUrl of [
      'https://a.jp/u>\r\nBcc: x@example.com',
      'javascript:1',
      `https://a.jp/${'a'.repeat(999)}`,
    ]) {
      await expect(compose({ unsubscribeUrl })).rejects.toThrow('cannot stand in a header');
    }
  });

  it('says that a machine wrote it and when, in each header once and no other', async () => {
    const replyTo = { name: '返信先', address: 'reply@example.jp' };
    const lines = headerLines(await compose({ replyTo, unsubscribeUrl: 'https://pages.example.jp/u' }));
    expect(lines).toContain('Auto-Submitted: auto-generated');
    expect(lines).toContain('Date: Sun, 14 Mar 2027 00:00:00 +0000');
    const names = lines.filter((line) => !/^\s/.test(line)).map((line) => line.slice(0, line.indexOf(':')));
    expect(names.toSorted()).toEqual([
      'Auto-Submitted',
      'Content-Type',
      'Date',
      'From',
      'List-Unsubscribe',
      'List-Unsubscribe-Post',
      'MIME-Version',
      'Reply-To',
      'Subject',
      'To',
    ]);
  });

  it('is the same to the byte when it is composed again', async () => {
    expect(await compose()).toBe(await compose());
  });

  it('has both parts, also when one is empty', async () => {
    const raw = await compose({ text: '' });
    expect(raw).toContain('Content-Type: multipart/alternative;');
    expect((await read({ text: '' })).html).toContain('おめでとうございます');
    expect(raw.match(/^Content-Type: text\//gm)).toHaveLength(2);
  });

  it('offers the text part first and HTML second, both UTF-8 in base64', async () => {
    const raw = await compose();
    expect(raw.match(/Content-Type: text\/\w+; charset=utf-8\r\nContent-Transfer-Encoding: base64/g)).toHaveLength(2);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
  });
});
