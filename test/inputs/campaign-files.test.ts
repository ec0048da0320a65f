import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRecordModel } from '../../lambda/domain/records/default-record-model.ts';
import { aCampaignFile, aStage, compile, problemsOf } from '../domain/campaign-file/a-campaign-file.ts';
import { hostileJson, hostileText, isUnpolluted, tries } from './hostile.ts';
import { hangs } from './kill-guard.ts';

const keys = [
  ...[
    'name',
    'trigger',
    'category',
    'subject',
    'where',
    'to',
    'from',
    'replyTo',
    'approval',
    'validFor',
    'at',
    'replaces',
  ],
  ...[
    'timeZone',
    'notAgainWithin',
    'expect',
    'activeFrom',
    'channel',
    'approver',
    'contact',
    '__proto__',
    'constructor',
  ],
] as const;

const yamlBits = fc.constantFrom(
  ...[
    '&a [*a]',
    '*a',
    '!!js/function "x"',
    '!!binary aaaa',
    '<<: *a',
    '<<: { a: 1 }',
    '{ __proto__: { planted: 1 } }',
    '[[[[[',
    '{{{{',
  ],
  ...[
    '|',
    '>-',
    '? x',
    '- - - x',
    '2027-03-14',
    '.inf',
    '0o7',
    'null',
    '"\\x41"',
    '"unclosed',
    '%YAML 9',
    '--- x',
    '...',
    '\t- x',
    '#',
    ': :',
  ],
  ...[
    '{ every: year, on: customer.birthday }',
    '{ once: 2027-04-01 }',
    '{ before: contract.endDate, offsets: [P1M, P9999Y] }',
  ],
  ...[
    'P1W',
    'always',
    'marketing',
    'customer.constructor',
    'customer["__proto__"] == 1',
    'today > "2027"',
    '1 + ',
    '(((((((((',
  ],
);
const value = fc.oneof(
  yamlBits,
  hostileText,
  hostileJson.map((json) => JSON.stringify(json) ?? ''),
);
const settings = fc
  .array(fc.tuple(fc.constantFrom(...keys), value), { maxLength: 6 })
  .map((entries) => Object.fromEntries(entries));
const templateBits = fc.oneof(
  hostileText,
  fc.constantFrom(
    ...[
      '{{name}}',
      '{{#if name}}',
      '{{/if}}',
      '{{else}}',
      '{{> layout}}',
      '{{> loop}}',
      '{{#> layout}}',
      '{{/layout}}',
      '{{!--',
      '--}}',
    ],
    ...[
      '{{#each customer}}{{this}}{{/each}}',
      '{{#with customer}}',
      '{{../name}}',
      '{{@root.constructor}}',
      '{{this.__proto__}}',
      '{{[',
      '{{"',
    ],
    ...[
      '{{customer.constructor.name}}',
      '{{formatDate date "yyyy"}}',
      '{{default name (eq 1 2)}}',
      '\\{{',
      '{{{{raw}}}}',
    ],
    ...[
      '<style>p{color:red}</style>',
      '<style>@import "x";</style>',
      '<p style="',
      '<table><tr>',
      '</p>',
      '<!--[if mso]>',
      '<![endif]-->',
    ],
  ),
);
const body = fc.array(templateBits, { maxLength: 6 }).map((parts) => parts.join(''));

describe('a campaign file', () => {
  it('is compiled, or told what is wrong with it and where, whatever is in it', () => {
    fc.assert(
      fc.property(settings, body, (changes, text) => {
        expectAnswer(aCampaignFile(changes, text));
      }),
      tries(250),
    );
  });

  it('may be any text at all', () => {
    const line = fc.oneof(fc.constantFrom('---', '', 'name: x', 'subject: "x"'), value, body);
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => expectAnswer(lines.join('\n'))),
      tries(250),
    );
  });

  it.each([
    'a: &a [x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]',
    'base: &base { name: x }\nmerged: { <<: *base }',
    'extra: !!js/function "function(){}"',
    '__proto__: { planted: 1 }',
    'constructor: { prototype: { planted: 1 } }',
  ])('neither blows up nor reaches anything by %j', (lines) => {
    const source = aCampaignFile().replace('\n---\n', `\n${lines}\n---\n`);
    expect(problemsOf(source).length).toBeGreaterThan(0);
    expect(isUnpolluted()).toBe(true);
  });

  it.each(['constructor', '__proto__', 'toString'])('is never named for what every object has: %s', (name) => {
    expect(compile(aCampaignFile(), { file: `campaigns/${name}.hbs` }).kind).toBe('invalid');
    expect(
      problemsOf(aCampaignFile({ replaces: name }))
        .map(({ message }) => message.en)
        .join(),
    ).toContain('a name of a-z');
  });

  it.each([
    '{{constructor}}',
    '{{__proto__}}',
    '{{customer.constructor}}',
    '{{this.__proto__.x}}',
    '{{@root.constructor}}',
    '{{helperMissing}}',
    '{{log name}}',
    '{{blockHelperMissing name}}',
  ])('is not published with %s', (tag) => {
    expect(problemsOf(aCampaignFile({}, `<p>${tag}</p>`)).length).toBeGreaterThan(0);
  });
});

function expectAnswer(source: string): void {
  const result = compile(source);
  if (result.kind === 'invalid') {
    expect(result.problems.length).toBeGreaterThan(0);
    const lines = source.split('\n').length;
    for (const { line, column } of result.problems) {
      expect(line).toBeGreaterThanOrEqual(1);
      expect(column).toBeGreaterThanOrEqual(1);
      expect(line).toBeLessThanOrEqual(lines + 1);
    }
  }
  expect(isUnpolluted()).toBe(true);
}

describe('a long file of one piece', () => {
  const pieces = [
    '{{!--',
    '{{!',
    '{{[',
    '{{"',
    '{{\\"',
    "{{'",
    '{{{',
    '{{',
    '}}',
    '{{#if name}}',
    '{{(',
    '<p>',
    '<',
    '<!--',
    '</',
    '&',
    '<head',
    '<style>',
  ];
  const yaml = ['[', '{', '- ', '&a ', '? ', '"', "'", '#', ': ', 'a: ', '\t', '!', '|'];

  const nests = [
    ['<div>', '</div>'],
    ['<div>', ''],
    ['{{#if name}}', '{{/if}}'],
    ['{{#if name}}', '{{else}}x{{/if}}'],
    ['<table><tr><td>', '</td></tr></table>'],
  ] as const;

  it('does not hang the compiler', { timeout: 300_000 }, async () => {
    const sources = [
      ...pieces.map((piece) => aCampaignFile({}, piece.repeat(Math.floor(30_000 / piece.length)))),
      ...yaml.map((piece) => aCampaignFile({ name: piece.repeat(Math.floor(8_000 / piece.length)) })),
      ...nests.map(([open, close]) => aCampaignFile({}, open.repeat(6_000) + close.repeat(6_000))),
      aCampaignFile({ where: '('.repeat(5_000) }),
      aCampaignFile({ where: `'${'!'.repeat(5_000)}customer.productA'` }),
    ];
    expect(await hangs({ sources, stage: aStage, model: defaultRecordModel })).toEqual([]);
  });
});
