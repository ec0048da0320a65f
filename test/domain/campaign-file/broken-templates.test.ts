import { describe, expect, it } from 'vitest';
import { aCampaignFile, problemsOf } from './a-campaign-file.ts';

type Expected = readonly [place: string, ja: string, en: string];

function found(source: string): readonly Expected[] {
  return problemsOf(source).map(({ file, line, column, message }) => [
    file === 'campaigns/test.hbs' ? `${line}:${column}` : `${file}:${line}:${column}`,
    message.ja,
    message.en,
  ]);
}

const unknown = (name: string, meant: string): [string, string] => [
  `${name} という変数はありません。${meant === '' ? '' : `もしかして: ${meant}`}`,
  `There is no variable ${name}.${meant === '' ? '' : ` Did you mean ${meant}?`}`,
];

describe('a body', () => {
  // The body begins on line 7.
  it.each<readonly [string, readonly Expected[]]>([
    ['{{nme}}', [['7:3', ...unknown('nme', 'name')]]],
    [
      '{{#iff name}}x{{/if}}',
      [
        [
          '7:1',
          '{{#iff name}} が {{/iff}} で閉じられていません。もしかして: if',
          '{{#iff name}} is not closed by {{/iff}}. Did you mean if?',
        ],
        [
          '7:15',
          '{{/if}} ではなく、開いている {{#iff}} を閉じる {{/iff}} が必要です。もしかして: if',
          '{{/if}} stands where {{/iff}} is needed to close {{#iff}}. Did you mean if?',
        ],
      ],
    ],
    [
      '<p>\n {{氏命}} {{owner.nme}}',
      [
        ['8:4', ...unknown('氏命', '氏名')],
        ['8:11', ...unknown('owner.nme', 'owner.name')],
      ],
    ],
    ['{{__proto__}}', [['7:3', ...unknown('__proto__', '')]]],
    ['{{constructor}}', [['7:3', ...unknown('constructor', '')]]],
    ['{{customer.toString}}', [['7:3', ...unknown('customer.toString', '')]]],
    ['{{@index}}', [['7:3', ...unknown('@index', '')]]],
    [
      '{{contract.name}}',
      [
        [
          '7:3',
          'contract.name は、この trigger からはたどれません。使えるのは customer です。',
          'contract.name cannot be reached from this trigger. There are customer.',
        ],
      ],
    ],
    [
      '{{event.title}}',
      [
        [
          '7:3',
          'event.title は、trigger が event のときだけ使えます。',
          'event.title exists only when the trigger is an event.',
        ],
      ],
    ],
    [
      '{{owner}}',
      [
        [
          '7:3',
          'owner のどの項目かを書いてください（例: {{owner.name}}）。',
          'Say which field of owner, such as {{owner.name}}.',
        ],
      ],
    ],
    ['a {{name}', [['7:3', '{{name} の {{ が }} で閉じられていません。', 'The {{ of {{name} is not closed by }}.']]],
    [
      '{{#if name}}x',
      [['7:1', '{{#if name}} が {{/if}} で閉じられていません。', '{{#if name}} is not closed by {{/if}}.']],
    ],
    ['{{/if}}', [['7:1', '{{/if}} に対応する {{#if}} がありません。', '{{/if}} closes nothing.']]],
    [
      '{{#if name}}{{/each}}{{/if}}',
      [
        [
          '7:13',
          '{{/each}} ではなく、開いている {{#if}} を閉じる {{/if}} が必要です。',
          '{{/each}} stands where {{/if}} is needed to close {{#if}}.',
        ],
      ],
    ],
    ['{{else}}', [['7:1', '{{else}} は {{#if}} などの中で使ってください。', '{{else}} stands outside of any block.']]],
    ['{{}}', [['7:1', '{{ }} の中が空です。', 'There is nothing between {{ and }}.']]],
    [
      '{{name + 1}}',
      [
        [
          '7:1',
          '{{name + 1}} が読めません。記号を含む列名は {{[name + 1]}} のように [ ] で囲んでください。',
          '{{name + 1}} cannot be read. Put column labels with signs between [ ]: {{[name + 1]}}.',
        ],
      ],
    ],
    [
      '{{最終メール送信日(誕生日)}}',
      [
        [
          '7:1',
          '{{最終メール送信日(誕生日)}} が読めません。記号を含む列名は {{[最終メール送信日(誕生日)]}} のように [ ] で囲んでください。',
          '{{最終メール送信日(誕生日)}} cannot be read. Put column labels with signs between [ ]: {{[最終メール送信日(誕生日)]}}.',
        ],
      ],
    ],
    [
      '｛｛氏名｝}',
      [['7:1', '｛｛ ｝｝ が全角です。半角の {{ }} で書いてください。', 'These braces are full-width. Write {{ }}.']],
    ],
    [
      '{{{name}}}',
      [
        [
          '7:1',
          '{{{ }}} や {{& }} は使えません。{{ }} で書いてください（顧客の文字がHTMLとして読まれるのを防ぐためです）。',
          'Write {{ }} instead of {{{ }}} or {{& }}: what customers typed must not become HTML.',
        ],
      ],
    ],
    [
      '{{formatdate date}}',
      [
        [
          '7:3',
          'formatdate というヘルパーはありません。もしかして: formatDate',
          'There is no helper formatdate. Did you mean formatDate?',
        ],
      ],
    ],
    [
      '{{formatDate date "YYYY年M月d日"}}',
      [
        [
          '7:19',
          '日付の書式に YYYY はありません。yyyy M d EEEE G y などで書いてください（もしかして: yyyy）。',
          'YYYY is no part of a date format. There are yyyy, M, d, EEEE, G and y. Did you mean yyyy?',
        ],
      ],
    ],
    ['{{eq name}}', [['7:1', 'eq に渡す値は 2 個です。', 'eq takes 2 values.']]],
    [
      '{{default name x=1}}',
      [
        ['7:1', 'default に渡す値は 2 個です。', 'default takes 2 values.'],
        ['7:16', 'default に「名前=値」は書けません。', 'default takes no name=value.'],
      ],
    ],
    ['{{if name}}', [['7:1', 'if は {{#if …}} … {{/if}} の形で使ってください。', 'Use if as {{#if …}} … {{/if}}.']]],
    [
      '{{#name}}x{{/name}}',
      [
        [
          '7:1',
          '{{#name}} は使えません。使えるのは {{#if}}、{{#unless}}、{{#each}}、{{#with}} です。',
          'There is no {{#name}}. There are {{#if}}, {{#unless}}, {{#each}} and {{#with}}.',
        ],
      ],
    ],
    [
      '{{#each name}}x{{/each}}',
      [['7:1', 'name は一覧ではないので {{#each}} では使えません。', 'name is not a list for {{#each}}.']],
    ],
    [
      '{{#with name}}x{{/with}}',
      [['7:1', 'name には項目がないので {{#with}} では使えません。', 'name has no fields for {{#with}}.']],
    ],
    ['{{#with owner}}{{company}}{{/with}}', [['7:18', ...unknown('company', '')]]],
    [
      '{{> gretting}}',
      [
        [
          '7:1',
          '部品 gretting がありません（partials/gretting.hbs）。もしかして: greeting',
          'There is no partial gretting (partials/gretting.hbs). Did you mean greeting?',
        ],
      ],
    ],
    ['{{> broken}}{{> broken}}', [['partials/broken.hbs:2:5', ...unknown('oops', '')]]],
    [
      '{{> unclosed}}',
      [
        [
          'partials/unclosed.hbs:1:1',
          '{{#if name}} が {{/if}} で閉じられていません。',
          '{{#if name}} is not closed by {{/if}}.',
        ],
      ],
    ],
    [
      '{{> loop}}',
      [
        [
          'partials/loop.hbs:1:1',
          '部品が自分自身を呼び出しています: loop → loop',
          'A partial calls itself: loop → loop.',
        ],
      ],
    ],
    ['{{#> layout}}{{nme}}{{/layout}}', [['7:16', ...unknown('nme', 'name')]]],
    [
      '{{> layout}}',
      [
        [
          '7:1',
          '部品 layout は中身を受け取ります。{{#> layout}} … {{/layout}} の形で使ってください。',
          'The partial layout encloses content. Use it as {{#> layout}} … {{/layout}}.',
        ],
      ],
    ],
    [
      '{{#> greeting}}x{{/greeting}}',
      [
        [
          '7:1',
          '部品 greeting には {{> @partial-block}} がないので、中身が表示されません。',
          'The content would be lost: partial greeting has no {{> @partial-block}}.',
        ],
      ],
    ],
    [
      '{{> greeting a=1}}',
      [
        [
          '7:1',
          '部品に値を渡すことはできません。{{> 名前}} だけを書いてください。',
          'Partials take no values. Write {{> name}} alone.',
        ],
      ],
    ],
    [
      `<p>${'あ'.repeat(40_000)}</p>`,
      [
        [
          '7:1',
          '本文が 118 KB あります。Gmail は 102 KB で切り捨てるので、100 KB 以下にしてください。',
          'The body is 118 KB long. Gmail clips at 102 KB: keep it within 100 KB.',
        ],
      ],
    ],
  ])('%s is answered where it is wrong', (body, expected) => {
    expect(found(aCampaignFile({}, body))).toEqual(expected);
  });

  it('has years only where years are counted', () => {
    const trigger = '{ before: contract.endDate, offsets: [P1W] }';
    expect(found(aCampaignFile({ trigger }, '{{#if years}}{{years}}{{/if}}{{years}}'))).toEqual([
      [
        '7:32',
        'years は、trigger が every: year のときだけ値を持ちます。',
        'years has a value only when the trigger has every: year.',
      ],
    ]);
  });

  it('shows nothing of an event that every object has', () => {
    expect(found(aCampaignFile({ trigger: '{ event: downloaded }' }, '{{event.constructor}}'))).toEqual([
      ['7:3', ...unknown('event.constructor', '')],
    ]);
  });

  it('that is nested without end is refused', () => {
    const body = `${'{{#if name}}'.repeat(20_000)}${'{{/if}}'.repeat(20_000)}`;
    expect(found(aCampaignFile({}, body)).map(([, , en]) => en)).toEqual([
      'Blocks stand within blocks more than 50 deep.',
    ]);
  });
});

describe('a subject', () => {
  it.each<readonly [string, string]>([
    ['"あ{{nme}}"', '5:14'],
    ["'it''s {{nme}}'", '5:19'],
    ["'n''n''n''n {{nme}}'", '5:24'],
    ['"a \\" {{nme}}"', '5:18'],
    ['あ {{nme}} い', '5:14'],
    ['|\n  一行目\n  二行目 {{nme}}', '7:9'],
    ['>-\n  一行目\n  二行目 {{nme}}', '7:9'],
  ])('%s is answered where it is wrong', (subject, place) => {
    expect(found(aCampaignFile({ subject }))).toEqual([[place, ...unknown('nme', 'name')]]);
  });

  it('by offset must name every offset and no other', () => {
    const trigger = '{ before: contract.endDate, offsets: [P3M, P1W] }';
    expect(found(aCampaignFile({ trigger, subject: '{ P3M: a, P2W: b }' }))).toEqual([
      ['5:1', 'P1W の件名がありません。', 'The subject for P1W is missing.'],
      ['5:20', 'P2W は offsets にありません。もしかして: P1W', 'P2W is not among the offsets. Did you mean P1W?'],
    ]);
  });

  it('is one where there are no offsets', () => {
    expect(found(aCampaignFile({ subject: '{ P3M: a }' }))).toEqual([
      [
        '5:10',
        'この trigger には offsets がないので、subject は一つの文にしてください。',
        'This trigger has no offsets, so subject must be one text.',
      ],
    ]);
  });

  it('takes no partials', () => {
    expect(found(aCampaignFile({ subject: '"{{> greeting}}"' }))).toEqual([
      ['5:11', '件名では部品 {{> }} を使えません。', 'A subject cannot use partials.'],
    ]);
  });
});

describe('a marketing mail', () => {
  it('must show everything that the law asks for', () => {
    expect(found(aCampaignFile({ category: 'marketing' }, '{{unsubscribeUrl}}'))).toEqual([
      [
        '4:11',
        'marketing のメールには {{sender.name}}、{{sender.address}}、{{sender.contact}} の表示が要ります（部品 legal-footer にあります）。',
        'A marketing mail must show {{sender.name}}, {{sender.address}}, {{sender.contact}} (the partial legal-footer does).',
      ],
    ]);
  });

  it('must show it to the reader, not in a comment, a title or a preview', () => {
    const body =
      '<title>{{sender.name}}</title><!-- {{sender.address}} --><p class="preheader">{{sender.contact}}</p><p><a href="{{unsubscribeUrl}}">x</a></p>';
    expect(found(aCampaignFile({ category: 'marketing' }, body)).map(([, , en]) => en)).toEqual([
      'A marketing mail must show {{sender.name}}, {{sender.address}}, {{sender.contact}} (the partial legal-footer does).',
    ]);
  });

  it('may show it through a partial', () => {
    expect(found(aCampaignFile({ category: 'marketing' }, '{{> footer}}'))).toEqual([]);
  });
});

describe('a body that one block spoils', () => {
  it('still has its other mistakes named, where names mean the same', () => {
    const places = found(aCampaignFile({}, '{{#if name}}\n{{nme}} {{> nowhere}}')).map(([place]) => place);
    expect(places).toEqual(['7:1', '8:3', '8:9']);
  });

  it('is not guessed at inside of a list', () => {
    const places = found(aCampaignFile({}, '{{#each event.items}}\n{{title}}')).map(([place]) => place);
    expect(places).toEqual(['7:1']);
  });
});

describe('a subject map beside a wrong trigger', () => {
  it('is still compared with the offsets as they are written', () => {
    const source = aCampaignFile({
      trigger: '{ before: customer.contractEd, offsets: [P3M, P1M] }',
      subject: '{ P3M: a, P1W: b }',
    });
    expect(found(source).map(([, ja]) => ja)).toContain('P1M の件名がありません。');
  });
});
