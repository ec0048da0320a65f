import { describe, expect, it } from 'vitest';
import { aCampaignFile, compile, versionOf } from './a-campaign-file.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0 };
const self = { base: 'customer', hops: [], holder: 'customer', reach: { kind: 'self' } };
const contractEnd = {
  base: 'contract',
  hops: [],
  holder: 'contract',
  field: 'endDate',
  reach: { kind: 'reference', field: 'customer' },
};
const onTheDay = [{ direction: 'on', duration: none, iso: '' }];

function triggerOf(trigger: string) {
  return versionOf(aCampaignFile({ trigger })).campaign.trigger;
}

describe('a trigger', () => {
  it('may come every year on a date', () => {
    const expected = {
      kind: 'date',
      path: { ...self, field: 'birthday' },
      rule: { kind: 'yearly', offsets: onTheDay, leapDay: 'mar1' },
      years: { from: 1, to: 1 },
    };
    expect(triggerOf('{ every: year, on: customer.birthday, leapDay: mar1, from: 1, to: 1 }')).toEqual(expected);
    for (const name of ['誕生日', '顧客.誕生日', 'customer.誕生日', 'birthday', '"　誕生日 "']) {
      expect(triggerOf(`{ every: year, on: ${name}, leapDay: mar1, to: 1 }`)).toEqual(expected);
    }
  });

  it('may come every year before or after a date', () => {
    expect(triggerOf('{ every: year, before: customer.birthday, offsets: [P1W] }')).toEqual({
      kind: 'date',
      path: { ...self, field: 'birthday' },
      rule: {
        kind: 'yearly',
        offsets: [{ direction: 'before', duration: { ...none, weeks: 1 }, iso: 'P1W' }],
        leapDay: 'feb28',
      },
      years: { from: 1 },
    });
  });

  it('may come before a date, at several offsets, which need not differ in days', () => {
    expect(triggerOf('{ before: contract.endDate, offsets: [P7D, P1W, P0D] }')).toMatchObject({
      path: contractEnd,
      rule: {
        kind: 'dated',
        offsets: [{ iso: 'P7D' }, { iso: 'P1W' }, { iso: 'P0D', direction: 'before', duration: none }],
      },
    });
    expect(triggerOf('{ after: 契約.契約終了日, offsets: P1M }')).toMatchObject({
      path: contractEnd,
      rule: { kind: 'dated', offsets: [{ iso: 'P1M', direction: 'after', duration: { ...none, months: 1 } }] },
    });
  });

  it('takes a label that the customer alone has for the customer, and one of several where its type is named', () => {
    expect(triggerOf('{ after: 最終購入日, offsets: [P1M] }')).toMatchObject({
      path: { ...self, field: 'lastPurchase' },
    });
    expect(triggerOf('{ before: 顧客.契約終了日, offsets: [P1M] }')).toMatchObject({
      path: { ...self, field: 'contractEnd' },
    });
  });

  it('takes a label that one type has for that type', () => {
    expect(triggerOf('{ on: 配信日, through: enrolment }')).toMatchObject({
      path: { holder: 'delivery', field: 'date' },
    });
  });

  it('may come once a date is near', () => {
    expect(triggerOf('{ before: contract.endDate, within: P3M }')).toEqual({
      kind: 'date',
      path: contractEnd,
      rule: { kind: 'within', within: { ...none, months: 3 } },
    });
  });

  it('may come on a date of a record that customers have joined', () => {
    expect(triggerOf('{ on: delivery.date, through: enrolment }')).toEqual({
      kind: 'date',
      path: {
        base: 'delivery',
        hops: [],
        holder: 'delivery',
        field: 'date',
        reach: {
          kind: 'through',
          type: 'enrolment',
          meets: { field: 'program', target: 'program' },
          baseField: 'program',
          customerField: 'customer',
        },
      },
      rule: { kind: 'dated', offsets: onTheDay },
    });
  });

  it('may follow a reference to its date', () => {
    const expected = {
      base: 'program',
      hops: [{ field: 'next', target: 'delivery' }],
      holder: 'delivery',
      field: 'date',
      reach: {
        kind: 'through',
        type: 'enrolment',
        meets: { field: 'program', target: 'program' },
        customerField: 'customer',
      },
    };
    for (const name of [
      'program.next.date',
      'プログラム.次回配信.配信日',
      '次回配信.配信日',
      'プログラム.next.配信日',
    ]) {
      expect(triggerOf(`{ on: ${name}, through: 受講 }`)).toMatchObject({ path: expected });
    }
  });

  it('may come every month, once, or after an event', () => {
    expect(triggerOf('{ every: month, day: 31 }')).toEqual({ kind: 'monthly', day: 31 });
    expect(triggerOf('{ once: 2027-04-01 }')).toEqual({ kind: 'once', date: '2027-04-01' });
    expect(triggerOf('{ once: "2027-04-01" }')).toEqual({ kind: 'once', date: '2027-04-01' });
    expect(triggerOf('{ event: document-downloaded }')).toEqual({ kind: 'event', event: 'document-downloaded' });
    expect(triggerOf('{ event: x, delay: P1D, oncePer: P7D }')).toEqual({
      kind: 'event',
      event: 'x',
      delay: { kind: 'days', duration: { ...none, days: 1 } },
      oncePer: { ...none, days: 7 },
    });
    expect(triggerOf('{ event: x, delay: PT2H }')).toMatchObject({ delay: { kind: 'time', ms: 7_200_000 } });
  });
});

describe('a campaign', () => {
  it('has defaults for what is not written', () => {
    const { campaign } = versionOf(aCampaignFile());
    expect(campaign).toEqual({
      id: 'test',
      identity: 'test',
      name: '試し',
      trigger: campaign.trigger,
      at: '09:00',
      timeZone: 'Asia/Tokyo',
      where: { kind: 'everyone' },
      category: 'contract',
      to: { kind: 'customer' },
      approval: 'flagged',
      notify: 'each',
      validFor: { ...none, days: 3 },
      businessDays: 'any',
      enabled: true,
      locale: 'ja',
    });
  });

  it('has every setting that is written', () => {
    const settings = {
      at: '9:05',
      timeZone: 'America/New_York',
      to: 'owner',
      from: 'News@EXAMPLE.jp',
      replyTo: 'owner',
      approval: 'always',
      approver: 'a@example.com',
      channel: '営業',
      notify: 'digest',
      validFor: 'P5D',
      businessDays: 'next',
      notAgainWithin: 'P1M',
      expect: '500',
      activeFrom: '2027-01-01',
      activeUntil: '"2027-12-31"',
      enabled: 'false',
      locale: 'en',
      contact: 'https://example.jp/help',
      lastSentColumn: '最終メール送信日(誕生日)',
    };
    const source = aCampaignFile({ ...settings, replaces: 'old' });
    expect(versionOf(source, { identityOf: (id) => `first-of-${id}` }).campaign).toMatchObject({
      ...settings,
      identity: 'first-of-old',
      at: '09:05',
      to: { kind: 'owner' },
      validFor: { ...none, days: 5 },
      notAgainWithin: { ...none, months: 1 },
      expect: 500,
      activeUntil: '2027-12-31',
      enabled: false,
      lastSentColumn: 'lastSent.birthday',
    });
  });

  it('keeps a column that no import has brought yet', () => {
    expect(versionOf(aCampaignFile({ lastSentColumn: '前回送信日' })).campaign.lastSentColumn).toBe('前回送信日');
  });

  it.each([
    ['customer', { kind: 'customer' }],
    ['顧客メールアドレス', { kind: 'field', type: 'customer', key: 'email' }],
    ['担当者メールアドレス', { kind: 'field', type: 'customer', key: 'owner.email' }],
    ['customer.owner.email', { kind: 'field', type: 'customer', key: 'owner.email' }],
  ])('may go to %s', (to, recipient) => {
    expect(versionOf(aCampaignFile({ to })).campaign.to).toEqual(recipient);
  });

  it('may have a name that looks like a number, and subjects by offset', () => {
    const version = versionOf(
      aCampaignFile({
        name: '2027',
        trigger: '{ before: contract.endDate, offsets: [P3M, P1W] }',
        subject: '\n  P3M: あと3ヶ月\n  P1W: "{{contract.name}}"',
      }),
    );
    expect(version.campaign.name).toBe('2027');
    expect(version.subjects).toEqual({ P3M: 'あと3ヶ月', P1W: '{{contract.name}}' });
  });
});

describe('a version', () => {
  const source = aCampaignFile({}, '{{> greeting}}');
  const hashOf = (text: string, changes = {}) => versionOf(text, changes).version;

  it('is named alike for the same file and unlike for another', () => {
    expect(hashOf(source)).toMatch(/^[0-9a-f]{16}$/);
    expect(hashOf(source)).toBe(hashOf(source));
    expect(hashOf(source)).not.toBe(hashOf(`${source} `));
    expect(hashOf(source)).not.toBe(hashOf(source, { partials: new Map([['greeting', '<p>{{name}}さん</p>']]) }));
    expect(hashOf(source)).not.toBe(hashOf(source, { file: 'campaigns/other.hbs' }));
  });

  it('lists the partials it was made from, those within partials too', () => {
    const partials = new Map([
      ['outer', '{{> inner}}{{> @partial-block}}'],
      ['inner', 'x'],
      ['other', 'y'],
    ]);
    expect(compile(aCampaignFile({}, '{{#> outer}}z{{/outer}}'), { partials })).toMatchObject({
      partials: ['inner', 'outer'],
    });
  });
});
