import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { composeMime } from '../../lambda/adapters/ses/compose-mime.ts';
import { InvalidMailError } from '../../lambda/adapters/ses/invalid-mail-error.ts';
import { compileMessage } from '../../lambda/domain/message/compile-message.ts';
import { aMail } from '../adapters/ses/a-mail.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';
import { hostileText, isUnpolluted, tries } from './hostile.ts';
import { plantedIn } from './planted.ts';

const ours = [
  ...['from', 'to', 'reply-to', 'subject', 'date', 'message-id', 'auto-submitted', 'mime-version', 'content-type'],
  ...['list-unsubscribe', 'list-unsubscribe-post'],
];

/** What a person may have been given for an address. */
const addresses = fc.oneof(
  hostileText.map((text) => `${text}@example.com`),
  hostileText.map((text) => `a@${text}.example.com`),
  fc.constantFrom(
    'a@example.com',
    'a@example.com\r\nBcc: planted@example.com',
    'a@example.com>,<planted@example.com',
    '"a\r\nX-Planted: 1"@example.com',
  ),
);

describe('a mail’s headers', () => {
  it('are ours and no others, whatever stands in names, subject and addresses', async () => {
    await fc.assert(
      fc.asyncProperty(
        hostileText,
        hostileText,
        hostileText,
        addresses,
        hostileText,
        async (from, to, subject, address, url) => {
          const mail = aMail({
            from: { name: from, address: 'info@example.jp' },
            to: { name: to, address },
            replyTo: { name: from, address: 'reply@example.jp' },
            subject,
            unsubscribeUrl: `https://pages.example.jp/u/${url}`,
          });
          try {
            const raw = await composeMime(mail, 0);
            const email = await PostalMime.parse(raw);
            expect(email.headers.map(({ key }) => key).filter((key) => !ours.includes(key))).toEqual([]);
            expect(email.to).toHaveLength(1);
            expect(email.bcc ?? []).toEqual([]);
            const head = raw.subarray(0, raw.indexOf('\r\n\r\n')).toString('latin1');
            expect(head.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidMailError);
          }
        },
      ),
      tries(250),
    );
  });
});

const html = [
  '<html><head><title>{{name}}</title></head><body><p title="{{name}}">{{name}} {{customer.company}} {{note}}</p>',
  "<a href=\"https://example.jp/?name={{name}}\">{{default company 'x'}}</a><p title='{{note}}'>{{[__proto__]}}{{[constructor]}}</p>",
  '{{#with customer}}<b>{{name}}</b>{{/with}}{{lookup customer "constructor"}}</body></html>',
].join('');

describe('a mail’s words', () => {
  it('hold what customers’ data says as text, never as HTML, and nothing that objects have by nature', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, hostileText, async (name, company, note) => {
        const world = aWorld();
        const version = aVersion(
          { approval: 'never' },
          { html, text: '{{name}}', subjects: { '': '{{name}} {{note}}' } },
        );
        await world.goLive(version);
        await world.keep(aCustomer('C1', { name, company, note }));
        await world.run('birthday', '2027-03-14');
        await world.sendAll();
        // An empty name is a missing value.
        expect(world.mails).toHaveLength(name === '' ? 0 : 1);
        for (const mail of world.mails) {
          expect(plantedIn(mail.html)).toEqual([]);
          expect(mail.html).not.toMatch(/native code|\[object/);
          expect(mail.subject).not.toMatch(/[\r\n\u2028\u2029]/);
        }
        expect(isUnpolluted()).toBe(true);
      }),
      tries(100),
    );
  });

  it('find no constructor and no prototype by a name that is looked up', () => {
    const tags =
      '{{lookup this "constructor"}}{{lookup this "__proto__"}}{{lookup name "constructor"}}{{lookup customer key}}';
    const render = compileMessage(aVersion({}, { html: `<p>${tags}</p>`, text: tags }));
    for (const key of ['constructor', '__proto__', 'toString', 'valueOf']) {
      const context = Object.assign(Object.create(null), { name: 'x', customer: Object.create(null), key });
      expect(render(context, '')).toMatchObject({ html: '<p></p>', text: '\n' });
    }
  });
});
