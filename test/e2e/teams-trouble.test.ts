import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import type { TeamsAnswer } from '../../local/endpoints/teams.ts';
import { isCustomerMail } from '../../local/run/is-customer-mail.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { aBirthdayCampaign, aCustomerRow, anImportFile, customersCsv, openCloudOn } from './small-company.ts';

const operators = 'platform@minamo-coffee.example.jp';
const says = (status: number): TeamsAnswer => ({
  status: 200,
  body: `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId x`,
});
const always = (answer: TeamsAnswer) => () => answer;
const times = (count: number, answer: TeamsAnswer) => (n: number) => (n <= count ? answer : undefined);

/** What the webhook does to the posts of a day, the first one being number 1, and where its notices end up. */
const troubles: readonly (readonly [
  trouble: string,
  answers: (n: number) => TeamsAnswer | undefined,
  end: 'card' | 'mail',
])[] = [
  ['says 200 and tells of a card too large', always(says(413)), 'mail'],
  ['answers 413', always({ status: 413 }), 'mail'],
  [
    'answers 429 and asks for patience for a second',
    times(2, { status: 429, headers: { 'retry-after': '1' } }),
    'card',
  ],
  ['says 200 and tells of too many posts, twice', times(2, says(429)), 'card'],
  [
    'answers 429 and asks for patience for ten minutes',
    always({ status: 429, headers: { 'retry-after': '600' } }),
    'mail',
  ],
  ['answers 500 for a while', times(4, { status: 500 }), 'card'],
  ['answers 500 whatever is tried', always({ status: 500 }), 'mail'],
  ['hangs up twice', times(2, { drop: true }), 'card'],
  ['hangs up whatever is tried', always({ drop: true }), 'mail'],
  ['keeps silent, once', times(1, { hang: true }), 'card'],
];

const dayOf = (index: number) => addDays('2027-03-16', index);
const idOf = (index: number) => `T${String(index).padStart(2, '0')}`;
const customers = customersCsv(
  [...troubles, 'none'].map((_, index) =>
    aCustomerRow(idOf(index), { birthday: dayOf(index).replace('2027', '2000') }),
  ),
);

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await openCloudOn(dayOf(0), { teams: { maxPostsPerSecond: 1_000 } });
  await loadFiles(cloud, [anImportFile('customers.csv', customers)], [aBirthdayCampaign()], () => {});
});
afterAll(() => cloud?.close());

/** From the digest at 08:30 to the card about the mail that left at 09:00, with that webhook. */
async function runDay(index: number, answers: ((n: number) => TeamsAnswer | undefined) | undefined) {
  await cloud.runUntil(instantOf(dayOf(index), '08:00', 'Asia/Tokyo'));
  const before = { posts: cloud.teams.posts().length, mails: cloud.mails().length };
  cloud.teams.setAnswers(answers && ((n) => answers(n - before.posts)));
  await cloud.runUntil(instantOf(dayOf(index), '09:30', 'Asia/Tokyo'));
  cloud.teams.setAnswers(undefined);
  // What Teams shows: a connector's 200 is no promise.
  const shown = cloud.teams
    .posts()
    .slice(before.posts)
    .filter(({ status }) => status === 202);
  const mails = cloud
    .mails()
    .slice(before.mails)
    .filter((mail) => !isCustomerMail(mail));
  const mailed = await Promise.all(mails.map(async ({ raw }) => PostalMime.parse(raw)));
  return {
    cards: shown.map(({ payload }) => JSON.stringify(payload)),
    recipients: [...new Set(mails.flatMap(({ destinations }) => destinations))],
    mails: mailed.map(({ text = '' }) => text),
  };
}

describe('whatever a webhook does to cards, none is lost', () => {
  test.each(troubles.map(([trouble, answers, end], index) => ({ trouble, answers, end, index })))(
    'one that $trouble: each notice comes by $end',
    async ({ answers, end, index }) => {
      const { cards, mails, recipients } = await runDay(index, answers);
      const told = (texts: readonly string[]) => ({
        digest: texts.filter((text) => text.includes('今日 1件') && text.includes(`${idOf(index)}商店`)).length,
        sent: texts.filter((text) => text.includes('メールを見る') && text.includes(`${idOf(index)}商店`)).length,
      });
      const [all, none] = [
        { digest: 1, sent: 1 },
        { digest: 0, sent: 0 },
      ];
      expect({ cards: told(cards), mails: told(mails) }).toEqual(
        end === 'card' ? { cards: all, mails: none } : { cards: none, mails: all },
      );
      expect(recipients).toEqual(end === 'card' ? [] : [operators]);
      expect(cloud.deadLetters()).toEqual({});
      expect(cloud.failures()).toEqual([]);
    },
  );

  test('where the operators’ mail is refused, too, the notices are kept in the dead-letter queue', async () => {
    cloud.ses.setFaults(({ request }) =>
      request.destinations.includes(operators)
        ? { kind: 'status', status: 400, code: 'MessageRejected', message: 'Refused.' }
        : undefined,
    );
    const index = troubles.length;
    const { cards, mails } = await runDay(index, always({ status: 500 }));
    expect([...cards, ...mails]).toEqual([]);
    const kept = Object.values(cloud.deadLetters()).flat().join('\n');
    expect(kept).toContain(`"customer":"${idOf(index)}"`);
    expect(kept).toContain('"kind":"digest"');
  });
});
