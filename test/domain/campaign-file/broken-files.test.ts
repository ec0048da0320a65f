import { describe, expect, it } from 'vitest';
import { aCampaignFile, problemsOf, type Settings } from './a-campaign-file.ts';

/** Where, in Japanese, in English. */
type Expected = readonly [place: string, ja: string, en: string];

function found(source: string, file?: string): readonly Expected[] {
  return problemsOf(source, file === undefined ? {} : { file }).map(({ file: where, line, column, message }) => [
    where === 'campaigns/test.hbs' ? `${line}:${column}` : `${where}:${line}:${column}`,
    message.ja,
    message.en,
  ]);
}

describe('a file that is no campaign file', () => {
  it('must begin with front matter', () => {
    expect(found('<p>hello</p>')).toEqual([
      [
        '1:1',
        'ファイルは --- の行で始め、その下に name などの設定を書いてください。',
        'The file must begin with a line --- followed by its settings (name: … and so on).',
      ],
    ]);
  });

  it('must close its front matter', () => {
    expect(found('---\nname: x\n<p>hello</p>')).toEqual([
      [
        '1:1',
        '設定の終わりに --- の行がありません。本文の前に --- だけの行を入れてください。',
        'The settings have no closing --- line. Put a line of only --- before the body.',
      ],
    ]);
  });

  it('must have a body', () => {
    expect(found(aCampaignFile({}, '\n '))).toEqual([['7:1', '本文がありません。', 'The body is empty.']]);
  });

  it.each([
    'campaigns/Birthday.hbs',
    'campaigns/誕生日.hbs',
    `campaigns/${'a'.repeat(49)}.hbs`,
    'campaigns/a.html',
    'campaigns/b/a.hbs',
  ])('must not be called %s', (file) => {
    expect(found(aCampaignFile(), file)).toEqual([
      [
        `${file}:1:1`,
        'ファイル名は英小文字・数字・ハイフンで48文字以内（marketing と constructor 以外）、拡張子は .hbs にしてください（例: birthday.hbs）。',
        'The file name must consist of a-z, 0-9 and -, at most 48 of them, other than marketing and constructor, and end in .hbs (such as birthday.hbs).',
      ],
    ]);
  });

  it('must not be endless', () => {
    expect(found(aCampaignFile({}, 'x'.repeat(600_000)))).toEqual([
      ['1:1', 'ファイルが大きすぎます（512 KB まで）。', 'The file is too large (512 KB at most).'],
    ]);
  });
});

describe('front matter', () => {
  it.each<readonly [string, Settings, readonly Expected[]]>([
    [
      'text that begins with braces and has no quotes',
      { subject: '{{氏名}}様、おめでとうございます' },
      [
        [
          '5:10',
          '{{ で始まる文は " " で囲んでください（例: subject: "{{氏名}}様、おめでとうございます"）。',
          'Text that begins with {{ must stand between quotes, such as subject: "{{氏名}}様、おめでとうございます"',
        ],
      ],
    ],
    [
      'such text with quotes within',
      { subject: '{{formatDate date "M月"}}のおたより # 毎月' },
      [
        [
          '5:10',
          '{{ で始まる文は " " で囲んでください（例: subject: \'{{formatDate date "M月"}}のおたより\'）。',
          'Text that begins with {{ must stand between quotes, such as subject: \'{{formatDate date "M月"}}のおたより\'',
        ],
      ],
    ],
    [
      'such text in a block',
      { subject: '{{#if name}}{{name}}様、{{/if}}お知らせ' },
      [
        [
          '5:10',
          '{{ で始まる文は " " で囲んでください（例: subject: "{{#if name}}{{name}}様、{{/if}}お知らせ"）。',
          'Text that begins with {{ must stand between quotes, such as subject: "{{#if name}}{{name}}様、{{/if}}お知らせ"',
        ],
      ],
    ],
    [
      'such text in a map, and in another key',
      { trigger: '{ before: contract.endDate, offsets: [P3M] }', subject: '{ P3M: {{name}}様 }', name: '{{x}}' },
      [
        [
          '2:7',
          '{{ で始まる文は " " で囲んでください（例: name: "{{x}}"）。',
          'Text that begins with {{ must stand between quotes, such as name: "{{x}}"',
        ],
        [
          '5:17',
          '{{ で始まる文は " " で囲んでください（例: P3M: "{{name}}様"）。',
          'Text that begins with {{ must stand between quotes, such as P3M: "{{name}}様"',
        ],
      ],
    ],
    [
      'a setting twice',
      { at: '"10:00"\nname: y' },
      [['7:1', '同じ項目が二度書かれています。', 'This setting appears twice.']],
    ],
    [
      'misspelled settings',
      { catgory: 'marketing', validfor: 'P3D', zzz: '1' },
      [
        [
          '6:1',
          'catgory という項目はありません。もしかして: category',
          'There is no setting catgory. Did you mean category?',
        ],
        [
          '7:1',
          'validfor という項目はありません。もしかして: validFor',
          'There is no setting validfor. Did you mean validFor?',
        ],
        ['8:1', 'zzz という項目はありません。', 'There is no setting zzz.'],
      ],
    ],
    [
      'anchors and aliases',
      { name: '&a x', channel: '*a' },
      [
        [
          '2:10',
          '& や * で始まる値は使えません。文字として使うときは " " で囲んでください。',
          'Values that begin with & or * cannot be used. To use them as text, put them between " ".',
        ],
        [
          '6:10',
          '& や * で始まる値は使えません。文字として使うときは " " で囲んでください。',
          'Values that begin with & or * cannot be used. To use them as text, put them between " ".',
        ],
      ],
    ],
    [
      'a colon in text without quotes',
      { subject: 'お知らせ: 今日まで' },
      [
        [
          '5:10',
          'コロンと空白（: ）を含む文は " " で囲んでください。',
          'Text that contains a colon and a blank must stand between " ".',
        ],
      ],
    ],
    [
      'a quote that is not closed',
      { subject: '"件名' },
      [['5:13', '引用符が閉じられていません。', 'A closing quote is missing.']],
    ],
    [
      'text that begins with a sign of YAML',
      { name: '@home' },
      [['2:7', '@ で始まる文は " " で囲んでください。', 'Text that begins with @ must stand between " ".']],
    ],
    [
      'a condition that begins with an exclamation mark',
      { where: '!customer.stopped' },
      [['6:8', '! で始まる文は " " で囲んでください。', 'Text that begins with ! must stand between " ".']],
    ],
    [
      'a setting without colon',
      { at: '"10:00"\nexpect 5' },
      [
        [
          '7:1',
          '「項目名: 値」の形になっていません。: と空白があるか確かめてください。',
          'This is not "name: value". Is there a colon, and a blank after it?',
        ],
      ],
    ],
    [
      'everything that is required, missing',
      { name: undefined, category: undefined, subject: undefined, trigger: undefined, at: '"09:00"' },
      ['trigger', 'name', 'category', 'subject'].map(
        (key): Expected => ['2:1', `${key} がありません。`, `${key} is missing.`],
      ),
    ],
    ['nothing where text is needed', { name: '""' }, [['2:7', '値が空です。', 'This is empty.']]],
    ['an empty subject', { subject: '" "' }, [['5:10', '件名が空です。', 'The subject is empty.']]],
  ])('with %s', (_, settings, expected) => {
    expect(found(aCampaignFile(settings))).toEqual(expected);
  });

  it('names every wrong value at once', () => {
    const wrong: readonly (readonly [string, string, string, string])[] = [
      ['at', '"25:00"', '時刻は "09:00" のように書いてください。', 'A time is written like "09:00".'],
      [
        'timeZone',
        'JST',
        'タイムゾーンは Asia/Tokyo のように書いてください。',
        'A time zone is written like Asia/Tokyo.',
      ],
      [
        'validFor',
        '3D',
        '期間は P3D（3日）、P1W（1週間）、P3M（3ヶ月）のように書いてください。',
        'A period is written like P3D (3 days), P1W (1 week) or P3M (3 months).',
      ],
      ['notAgainWithin', 'P0D', '期間は1日以上にしてください。', 'This must be at least one day.'],
      ['expect', '"5"', '1以上の整数を書いてください。', 'This must be a whole number of at least 1.'],
      ['enabled', 'はい', 'true か false で書いてください。', 'This must be true or false.'],
      [
        'activeFrom',
        '2027-02-29',
        '日付は 2027-04-01 のように、実在する日を書いてください。',
        'A date is written like 2027-04-01, and must exist.',
      ],
      ['locale', 'fr', 'locale は ja か en です。', 'locale is ja or en.'],
      [
        'approval',
        'maybe',
        'approval は flagged、always、never のどれかです。',
        'approval is flagged, always or never.',
      ],
      ['notify', 'all', 'notify は each、digest、failures のどれかです。', 'notify is each, digest or failures.'],
      [
        'businessDays',
        'nearest',
        'businessDays は any、previous、next のどれかです。',
        'businessDays is any, previous or next.',
      ],
      ['approver', 'bob', 'メールアドレスか owner を書いてください。', 'This must be an e-mail address or owner.'],
      ['replyTo', 'bob@', 'メールアドレスか owner を書いてください。', 'This must be an e-mail address or owner.'],
      [
        'from',
        'a@other.example',
        'from は @example.jp のアドレスにしてください。ほかのドメインからは送れません。',
        'from must be an address at example.jp: no other domain may be sent from.',
      ],
      [
        'to',
        'custmer',
        'custmer という宛先はありません。customer、owner、またはメールアドレスの項目を書いてください。もしかして: customer',
        'There is no recipient custmer. Write customer, owner or an e-mail field. Did you mean customer?',
      ],
      [
        'replaces',
        'Old Name',
        '英小文字・数字・ハイフンで48文字以内の名前（marketing と constructor 以外）を書いてください。',
        'This must be a name of a-z, 0-9 and -, at most 48 characters, other than marketing and constructor.',
      ],
      ['contact', '[1]', '文字を書いてください。', 'This must be text.'],
    ];
    const expected = wrong.map(([key, , ja, en], index) => [`${index + 6}:${key.length + 3}`, ja, en]);
    const settings = Object.fromEntries(wrong.map(([key, value]) => [key, value]));
    expect(found(aCampaignFile(settings))).toEqual(expected);
  });

  it.each<readonly [Settings, Expected]>([
    [{ category: 'promo' }, ['4:11', 'category は marketing か contract です。', 'category is marketing or contract.']],
    [{ to: '氏名' }, ['6:5', '氏名 はメールアドレスの項目ではありません。', '氏名 is not an e-mail field.']],
    [{ replaces: 'test' }, ['6:11', '自分自身は置き換えられません。', 'A campaign cannot replace itself.']],
    [
      { activeFrom: '2027-05-01', activeUntil: '2027-04-01' },
      [
        '7:14',
        'activeUntil は activeFrom（2027-05-01）以後の日付にしてください。',
        'activeUntil must not come before activeFrom (2027-05-01).',
      ],
    ],
  ])('%o is wrong', (settings, expected) => {
    expect(found(aCampaignFile(settings))).toEqual([expected]);
  });

  it('counts columns alike with a byte order mark and CRLF', () => {
    const source = `\uFEFF${aCampaignFile({ expect: '0' }, 'a\n{{nme}}').replaceAll('\n', '\r\n')}`;
    expect(found(source).map(([place]) => place)).toEqual(['6:9', '9:3']);
  });

  it('survives a bomb of brackets', () => {
    expect(found(aCampaignFile({ where: '['.repeat(5000) })).length).toBeGreaterThan(0);
  });
});
