import { describe, expect, it } from 'vitest';
import { extendModel } from '../../../lambda/domain/campaign-file/extend-model.ts';
import { defaultRecordModel } from '../../../lambda/domain/records/default-record-model.ts';
import { aCampaignFile, versionOf } from './a-campaign-file.ts';

function bodyOf(body: string, partials?: ReadonlyMap<string, string>) {
  return versionOf(aCampaignFile({}, body), partials === undefined ? {} : { partials });
}

function requiredBy(body: string, settings = {}): readonly string[] {
  return versionOf(aCampaignFile(settings, body)).required.map(({ name }) => name);
}

describe('required variables', () => {
  it.each<readonly [string, readonly string[]]>([
    ['{{name}}{{氏名}}{{customer.name}}{{顧客.氏名}}', ['name']],
    ['{{owner.name}} {{担当者}}', ['owner.name']],
    ['{{#if name}}{{name}}様{{/if}}', []],
    ['{{#if 氏名}}{{name}}{{else}}お客様{{/if}}', []],
    ['{{#unless name}}お客様{{else}}{{name}}{{/unless}}', []],
    ['{{#if company}}{{company}}{{name}}{{/if}}', ['name']],
    ['{{#if (and name company)}}{{company}}{{name}}{{/if}}', []],
    ['{{default name "お客様"}}', []],
    ['{{default (formatDate birthday "M月") "？"}}', []],
    ['{{formatDate birthday "M月"}}', ['birthday']],
    ['{{#if (eq contractStatus "有効")}}x{{/if}}', []],
    ['{{#with owner}}{{name}}{{/with}}', []],
    ['{{#with customer}}{{氏名}}{{../company}}{{/with}}', ['name', 'company']],
    ['{{years}}年', ['years']],
    ['{{id}}{{date}}{{today}}{{daysLeft}}{{daysLate}}{{offset}}{{sender.name}}{{unsubscribeUrl}}', []],
    ['{{[最終メール送信日(誕生日)]}}', ['lastSent.birthday']],
  ])('of %s', (body, expected) => {
    expect(requiredBy(body)).toEqual(expected);
  });

  it('are found in the subject and in partials', () => {
    expect(requiredBy('{{#> layout}}{{> greeting}}{{/layout}}', { subject: '"{{company}}"' })).toEqual([
      'company',
      'name',
    ]);
  });

  it('are told by type for other records, and say where they are', () => {
    const trigger = '{ on: delivery.date, through: enrolment }';
    const body = '{{delivery.title}}{{配信.件名}}{{program.name}}{{enrolment.date}}{{delivery.id}}{{name}}';
    expect(versionOf(aCampaignFile({ trigger }, body)).required).toEqual([
      { name: 'delivery.title', path: ['delivery', 'title'] },
      { name: 'program.name', path: ['program', 'name'] },
      { name: 'enrolment.date', path: ['enrolment', 'date'] },
      { name: 'name', path: ['customer', 'name'] },
    ]);
  });

  it('of the subject of one offset are required at that offset, those of the body at every one', () => {
    const settings = {
      trigger: '{ before: contract.endDate, offsets: [P3M, P1W] }',
      subject: '{ P3M: "{{company}} {{契約.契約名}}", P1W: "{{name}} {{note}}" }',
    };
    expect(versionOf(aCampaignFile(settings, '<p>{{name}}</p>')).required).toEqual([
      { name: 'company', path: ['customer', 'company'], offset: 'P3M' },
      { name: 'contract.name', path: ['contract', 'name'], offset: 'P3M' },
      { name: 'note', path: ['customer', 'note'], offset: 'P1W' },
      { name: 'name', path: ['customer', 'name'] },
    ]);
  });

  it('may be a further column whose label has dots', () => {
    const model = extendModel(defaultRecordModel, { customer: ['No.1 賞品'] });
    const { required } = versionOf(aCampaignFile({}, '{{[No.1 賞品]}}'), { model });
    expect(required).toEqual([{ name: 'No.1 賞品', path: ['customer', 'No.1 賞品'] }]);
  });

  it('are found in the data of an event, but not within lists', () => {
    const body =
      '{{event.title}}{{#if event.url}}{{event.url}}{{/if}}{{#each event.items}}{{name}}{{this.x}}{{@index}}{{/each}}{{#each event.items as |item|}}{{item.x}}{{/each}}';
    expect(requiredBy(body, { trigger: '{ event: downloaded }' })).toEqual(['event.title']);
  });
});

describe('partials', () => {
  const partials = new Map([
    ['layout', '<div>{{> title}}{{> @partial-block}}</div>'],
    ['title', '<h1>{{!-- a comment with {{tags}} --}}{{name}}</h1>'],
    ['box', '<b>{{> @partial-block}}</b>'],
  ]);

  it('stand in their place, with the content that they enclose', () => {
    expect(bodyOf('{{#> layout}}<p>{{#> box}}x{{/box}}</p>{{/layout}}', partials).html).toBe(
      '<div><h1>{{name}}</h1><p><b>x</b></p></div>',
    );
  });

  it('may be used many times', () => {
    expect(bodyOf('{{> title}}{{> title}}', partials).html).toBe('<h1>{{name}}</h1><h1>{{name}}</h1>');
  });
});

describe('the HTML', () => {
  it('has its style sheets in its elements, but for media queries', () => {
    const { html } = bodyOf(
      '<style>p { color: red } @media (max-width: 480px) { p { color: blue } }</style><p>{{name}}</p>',
    );
    expect(html).toContain('<p style="color: red;">{{name}}</p>');
    expect(html.replace(/\s+/g, ' ')).toContain('<style> @media (max-width: 480px) { p { color: blue; } } </style>');
  });

  it.each([
    '<table>{{#if name}}<tr><td title="{{default name "a>b"}}">{{name}}</td></tr>{{/if}}</table>',
    '<p {{#if name}}class="a" {{/if}}>x</p>',
    '<a href="https://example.jp/?a=1&b={{id}}">&nbsp;&amp; 65℃ é</a>',
    '<p>{{default name "}}"}}</p>',
    '<!--[if mso]><table><tr><td bgcolor="#fff"><![endif]--><p>x</p>',
    '\\{{name}} is written so',
  ])('is otherwise as it was written: %s', (body) => {
    expect(bodyOf(body).html).toBe(body);
  });
});

describe('the text part', () => {
  it.each([
    ['<h1>見出し</h1><p>一行目<br>二行目</p>', '見出し\n\n一行目\n二行目'],
    ['<p>{{name}} &amp; &lt;b&gt;&nbsp;65℃</p>', '{{name}} & <b> 65℃'],
    ['<a href="{{unsubscribeUrl}}">停止する</a>', '停止する [{{unsubscribeUrl}}]'],
    ['<a href="mailto:{{email}}">{{email}}</a>', '{{email}}'],
    ['<ul><li>a</li><li>{{name}}</li></ul>', '・a\n・{{name}}'],
    ['<style>p{}</style><title>t</title><div class="preheader">先読み</div><p>本文</p>', '本文'],
    ['<p style="display:none">x</p><p>本文</p><img alt="絵" src="a.png">', '本文'],
    [`<p>${'長い文。'.repeat(50)}</p>`, '長い文。'.repeat(50)],
    ['<p>&#123;&#123;name}}</p>', '\\{{name}}'],
    ['<p>a</p>{{#if name}}<p>b</p>{{/if}}<p>c</p>', 'a{{#if name}}\n\nb{{/if}}\n\nc'],
    ['<p>a</p>{{#if name}}<p>b</p>{{else}}<p>d</p>{{/if}}<p>c</p>', 'a{{#if name}}\n\nb{{else}}\n\nd{{/if}}\n\nc'],
    ['<p>{{#if company}}{{company}}<br>{{/if}}\n{{name}} 様</p>', '{{#if company}}{{company}}\n{{/if}}{{name}} 様'],
    ['<p>Hello {{#if name}}{{name}}{{/if}}!</p>', 'Hello {{#if name}}{{name}}{{/if}}!'],
  ])('of %s', (body, text) => {
    expect(bodyOf(body).text).toBe(text);
  });
});
