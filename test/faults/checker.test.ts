import { beforeAll, expect, test } from 'vitest';
import { checkWeek } from './checker/check-week.ts';
import { dueOccurrences } from './checker/occurrences.ts';
import { timelineOf } from './checker/timeline.ts';
import { loadHandlers } from './functions/prepare.ts';
import type { RowRecord, WeekRecords } from './records.ts';
import { simulateWeek } from './week.ts';

let week: WeekRecords;

/** What the checker says of the week once something was done to it, beyond what it said before. */
function seenIn(change: Partial<WeekRecords>): readonly string[] {
  const before = new Set(checkWeek(week).map(({ rule, what }) => `${rule} ${what}`));
  return checkWeek({ ...week, ...change })
    .filter(({ rule, what }) => !before.has(`${rule} ${what}`))
    .map(({ rule }) => rule);
}

/** Something that the week has; without it, there is nothing to plant. */
function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Error('The week has nothing of the kind');
  return item;
}

const nameOf = ({ customer, key }: { readonly customer: string; readonly key: string }) => `${customer}#${key}`;

/** A mail that arrived and of which the checker knows that it was due: nothing changed of its customer meanwhile. */
function arrivedMail() {
  const due = dueOccurrences(week, timelineOf(week));
  const isDue = ({ customer, campaign, date, offset }: RowRecord) =>
    due.some(
      (each) =>
        each.customer === customer &&
        each.campaign.id === campaign &&
        each.date === date &&
        each.offset === offset &&
        each.event === '',
    );
  return found(week.rows.find((row) => row.state === 'delivered' && isDue(row)));
}

beforeAll(async () => {
  week = (await simulateWeek(5, await loadHandlers())).records;
});

test('a mail that is in the mailbox twice is seen, by its tags and by its words', () => {
  const [mail] = week.mails;
  const twice = { ...found(mail), messageId: 'planted' };
  expect(seenIn({ mails: [...week.mails, twice] })).toContain('mailed twice');
  expect(seenIn({ mails: [...week.mails, { ...twice, key: `${twice.key.split('#')[0]}#another` }] })).toContain(
    'mailed twice',
  );
});

test('a mail that was lost is seen, whether the log says that it was sent or knows nothing of it', () => {
  const row = arrivedMail();
  const mails = week.mails.filter((mail) => nameOf(mail) !== nameOf(row));
  expect(seenIn({ mails })).toContain('said to be mailed, and was not');
  const rows = week.rows.filter((each) => nameOf(each) !== nameOf(row));
  expect(seenIn({ mails, rows })).toContain('lost');
});

test('a mail that was skipped for no reason in the data is seen', () => {
  const row = arrivedMail();
  const rows = week.rows.map((each) => (each === row ? { ...row, state: 'skipped', reason: 'where-false' } : each));
  expect(seenIn({ rows })).toContain('skipped without cause');
});

test('a failure that nobody was told of is seen', () => {
  const row = found(week.rows.find(({ state }) => state === 'bounced'));
  const name = found(week.data.find(({ id }) => id === row.customer)).fields.name;
  const told = week.told.filter(({ text }) => !text.includes(String(name)));
  expect(seenIn({ told })).toContain('nobody was told');
  const others = week.told.map((each) => ({ ...each, text: each.text.replaceAll('宛先に届きませんでした', '') }));
  expect(seenIn({ told: others })).toContain('nobody was told');
});

test('a mail after a "no" is seen', () => {
  const mail = found(week.mails.find(({ key }) => key.startsWith('letter')));
  const said = {
    customer: mail.customer,
    date: '',
    offset: '',
    subject: '',
    fromMs: 0,
    doneMs: mail.senderBeganMs - 1,
  };
  expect(seenIn({ acts: [...week.acts, { ...said, kind: 'opt-out', campaign: '' }] })).toContain(
    'mailed after opt-out',
  );
  const flagged = { ...found(week.data.find(({ id }) => id === mail.customer)), atMs: mail.senderBeganMs - 1 };
  const data = [...week.data, { ...flagged, fields: { ...flagged.fields, stopped: true } }];
  expect(seenIn({ data })).toContain('mailed with the stop flag');
});

test('a mail that nobody approved is seen', () => {
  expect(seenIn({ acts: week.acts.filter(({ kind }) => kind !== 'approve') })).toContain('mailed without approval');
});

test('a row that is left open, and a dead letter that no fault explains, are seen', () => {
  const [row] = week.rows;
  expect(seenIn({ rows: [...week.rows, { ...found(row), key: 'planted', state: 'planned' }] })).toContain('left open');
  const letter = { queue: 'send', body: '{}', receives: 5, faultyReceives: 2 };
  expect(seenIn({ deadLetters: [...week.deadLetters, letter] })).toContain('dead letter without cause');
});
