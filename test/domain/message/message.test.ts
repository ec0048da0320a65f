import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Campaign, CampaignVersion } from '../../../lambda/domain/campaign/campaign.ts';
import { compileMessage } from '../../../lambda/domain/message/compile-message.ts';
import { type MessageSources, messageContext } from '../../../lambda/domain/message/message-context.ts';
import { missingValues } from '../../../lambda/domain/message/missing-values.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';

const campaign: Campaign = {
  id: 'test',
  identity: 'test',
  name: 'test',
  trigger: { kind: 'monthly', day: 1 },
  at: '09:00',
  timeZone: 'Asia/Tokyo',
  where: { kind: 'everyone' },
  category: 'contract',
  to: { kind: 'customer' },
  approval: 'never',
  notify: 'each',
  validFor: { years: 0, months: 0, weeks: 0, days: 3 },
  businessDays: 'any',
  enabled: true,
  locale: 'ja',
};

function aVersion(body: string, changes: Partial<CampaignVersion> = {}): CampaignVersion {
  return { version: 'v', campaign, subjects: { '': body }, html: body, text: body, required: [], ...changes };
}

function sources(changes: Partial<MessageSources> = {}): MessageSources {
  return {
    customer: {
      type: 'customer',
      id: 'C001',
      rev: 1,
      fields: {
        name: '山田',
        'owner.name': '佐藤',
        会員ランク: 'A',
        productA: false,
        'lastSent.birthday': '2026-03-14',
      },
    },
    records: { contract: { type: 'contract', id: 'K1', rev: 1, fields: { name: '保守', endDate: '2027-04-14' } } },
    campaign,
    candidate: { nominal: '2027-04-14', dueOn: '2027-03-14', offset: 'P1M', years: 3 },
    stage: {
      sender: { name: '節目珈琲', email: 'mail@example.jp', address: '東京', contact: '03' },
      recordModel: defaultRecordModel,
    },
    unsubscribeUrl: 'https://example.jp/u?t=1&k=2',
    today: '2027-03-16',
    ...changes,
  };
}

function render(body: string, changes: Partial<MessageSources> = {}) {
  return compileMessage(aVersion(body))(messageContext(sources(changes)), 'P1M');
}

describe('what a template sees', () => {
  it.each([
    ['{{name}} {{氏名}} {{customer.name}} {{顧客.氏名}} {{id}} {{顧客ID}}', '山田 山田 山田 山田 C001 C001'],
    ['{{owner.name}} {{担当者}} {{customer.owner.name}}', '佐藤 佐藤 佐藤'],
    ['{{会員ランク}} {{[最終メール送信日(誕生日)]}} {{lastSent.birthday}}', 'A 2026-03-14 2026-03-14'],
    ['{{contract.name}} {{契約.契約名}} {{contract.id}}', '保守 保守 K1'],
    ['{{years}} {{offset}} {{offsetIso}} {{date}} {{today}}', '3 1ヶ月 P1M 2027-04-14 2027-03-16'],
    ['{{daysLeft}} {{daysLate}}', '29 2'],
    ['{{sender.name}} {{sender.address}} {{sender.contact}}', '節目珈琲 東京 03'],
    ['[{{company}}]', '[]'],
  ])('%s', (body, expected) => {
    expect(render(body).subject).toBe(expected);
  });

  it('is answered for by the contact of the campaign, in its language', () => {
    const changed = { campaign: { locale: 'en', contact: 'help@example.jp' } } as const;
    expect(render('{{sender.contact}} {{offset}}', changed).subject).toBe('help@example.jp 1 month');
  });

  it('has the data of an event', () => {
    const event = { title: '資料', items: [{ name: 'a' }, { name: 'b' }] };
    expect(render('{{event.title}}{{#each event.items}} {{@index}}{{name}}{{/each}}', { event }).subject).toBe(
      '資料 0a 1b',
    );
  });

  it.each([
    '{{constructor}}',
    '{{__proto__}}',
    '{{name.constructor}}',
    '{{event.constructor}}',
    '{{lookup this "__proto__"}}',
  ])('never reaches into JavaScript by %s', (body) => {
    expect(render(body, { event: {} }).subject).toBe('');
  });

  it('keeps a customer column called like a variable apart', () => {
    const customer = { type: 'customer', id: 'C1', rev: 1, fields: { date: 'x', sender: 'y', __proto__: 'z' } };
    expect(render('{{date}} {{customer.date}} {{sender.name}}', { customer }).subject).toBe('2027-04-14 x 節目珈琲');
  });
});

describe('helpers', () => {
  it.each([
    ['{{formatDate date "M月d日"}} {{formatDate date}}', '4月14日 2027年4月14日'],
    ['{{formatNumber 1234567}} {{formatNumber name}}', '1,234,567 山田'],
    ['{{default company "様"}} {{default name "x"}}', '様 山田'],
    [
      '{{#if (eq years 3)}}a{{/if}}{{#if (eq years "3")}}b{{/if}}{{#if (eq company company)}}c{{/if}}{{#if (eq years 4)}}d{{/if}}',
      'abc',
    ],
    ['{{#if (ne years 3)}}a{{else}}b{{/if}}{{#if (ne company "x")}}c{{/if}}', 'bc'],
    ['{{#if (and name years)}}a{{/if}}{{#if (and name company)}}b{{/if}}{{#if (or company name)}}c{{/if}}', 'ac'],
    ['{{#if (not company)}}a{{/if}}{{#unless name}}b{{/unless}}{{#with owner}}{{name}}{{/with}}', 'a佐藤'],
    ['{{or company name}}', '山田'],
    ['{{#if productA}}a{{else}}b{{/if}}', 'b'],
  ])('%s', (body, expected) => {
    expect(render(body).subject).toBe(expected);
  });
});

describe('a rendered message', () => {
  it('has the subject of its offset, or the one for all', () => {
    const version = aVersion('', { subjects: { P3M: '三', P1W: '一' } });
    expect(compileMessage(version)(messageContext(sources()), 'P1W').subject).toBe('一');
    expect(compileMessage(aVersion('x'))(messageContext(sources()), 'P1W').subject).toBe('x');
    expect(() => compileMessage(version)(messageContext(sources()), 'P2W')).toThrow(RangeError);
  });

  it('has a subject of one line', () => {
    const customer = { type: 'customer', id: 'C1', rev: 1, fields: { name: '山\r\nBcc: x\u2028田\n' } };
    expect(render(' {{name}}様 ', { customer }).subject).toBe('山 Bcc: x 田 様');
  });

  it('escapes what customers typed in HTML, and nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const customer = { type: 'customer', id: 'C1', rev: 1, fields: { name: typed } };
        const { html, text, subject } = render('<a title="{{name}}">[{{name}}]</a>', { customer });
        const [, attribute = '', content = ''] = /^<a title="([^"]*)">\[([^<>]*)\]<\/a>$/s.exec(html) ?? [];
        expect(unescaped(attribute)).toBe(typed);
        expect(unescaped(content)).toBe(typed);
        expect(text).toBe(`<a title="${typed}">[${typed}]</a>\n`);
        const isOneLine = !/[\r\n\v\f\u0085\u2028\u2029]/.test(typed);
        if (isOneLine) expect(subject).toBe(`<a title="${typed}">[${typed}]</a>`);
      }),
    );
  });

  it('keeps addresses of links whole', () => {
    expect(render('<a href="{{unsubscribeUrl}}">').html).toBe('<a href="https://example.jp/u?t&#x3D;1&amp;k&#x3D;2">');
  });
});

describe('missing values', () => {
  const required = [
    { name: 'name', path: ['customer', 'name'] },
    { name: 'company', path: ['customer', 'company'] },
    { name: 'contract.name', path: ['contract', 'name'] },
    { name: 'delivery.title', path: ['delivery', 'title'] },
    { name: 'years', path: ['years'] },
    { name: 'event.title', path: ['event', 'title'] },
    { name: 'owner.name', path: ['customer', 'owner', 'name'] },
  ];

  it('are those that are empty for this customer', () => {
    expect(missingValues(required, messageContext(sources()))).toEqual(['company', 'delivery.title', 'event.title']);
  });

  it('are not those that the subject of another offset needs', () => {
    const bySubject = [
      { name: 'company', path: ['company'], offset: 'P3M' },
      { name: 'note', path: ['note'], offset: 'P1M' },
    ];
    const at = (offset: string) => ({ nominal: '2027-04-14', dueOn: '2027-03-14', offset, years: 0 });
    expect(missingValues(bySubject, messageContext(sources({ candidate: at('P1M') })))).toEqual(['note']);
    expect(missingValues(bySubject, messageContext(sources({ candidate: at('P3M') })))).toEqual(['company']);
  });

  it('are not those that are zero or no', () => {
    const candidate = { nominal: '2027-04-14', dueOn: '2027-03-14', offset: '', years: 0 };
    const context = messageContext(sources({ candidate, event: { title: false } }));
    expect(missingValues(required, context)).toEqual(['company', 'delivery.title']);
  });
});

function unescaped(html: string): string {
  const entities: Readonly<Record<string, string>> = {
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    '#x27': "'",
    '#x60': '`',
    '#x3D': '=',
  };
  return html.replace(/&(amp|lt|gt|quot|#x27|#x60|#x3D);/g, (_, name) => entities[name] ?? '');
}
