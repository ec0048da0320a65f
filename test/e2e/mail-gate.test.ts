import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import { local } from '../../lib/config/local.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import type { SesEndpoint, SesOptions } from '../../local/endpoints/ses.ts';
import { loadFiles } from '../../local/run/load-files.ts';
import { readSendLog } from '../../local/run/read-outcome.ts';
import { synthesize } from '../../local/run/synthesize.ts';
import { closeSound } from './close-sound.ts';
import { aCampaignFile, aCustomerRow, anImportFile, customersCsv, mailOf, openCloudOn } from './small-company.ts';

// A Wednesday, so that no weekly card is in the way.
const [date, nextDay] = ['2027-03-17', '2027-03-18'];
const domain = 'minamo-coffee.example.jp';
const at = (day: string, time: string) => instantOf(day, time, 'Asia/Tokyo');

let outdir: string;
let cloud: LocalCloud | undefined;

beforeAll(async () => {
  outdir = await synthesize(local);
});

afterEach(async () => {
  const opened = cloud;
  cloud = undefined;
  await closeSound(opened);
});

/** A company with a birthday today for each name, mailed by the campaign that its note names. */
async function aCompany(ses: SesOptions, notes: Readonly<Record<string, string>>, hours: readonly string[]) {
  const opened = await openCloudOn(date, { outdir, ses, teams: { maxPostsPerSecond: 1_000 } });
  cloud = opened;
  const rows = Object.entries(notes).map(([id, note]) => aCustomerRow(id, { birthday: '2000-03-17', note }));
  const campaigns = hours.map((hour) =>
    aCampaignFile(`at-${hour}`, [
      'trigger: { every: year, on: customer.birthday }',
      `at: "${hour}:00"`,
      `where: { 備考: "at-${hour}" }`,
    ]),
  );
  await loadFiles(opened, [anImportFile('customers.csv', customersCsv(rows))], campaigns, () => {});
  return {
    cloud: opened,
    /** Lets the time pass until each of these; idle time has one sweep, at its end. */
    async pass(day: string, ...times: readonly string[]) {
      for (const time of times) await opened.runUntil(at(day, time));
    },
    cards: () =>
      opened.teams.accepted().flatMap(({ payload }) => {
        const text = JSON.stringify(payload);
        return text.includes('いまメールを送れません')
          ? ['closed']
          : text.includes('送信を再開しました')
            ? ['open']
            : [];
      }),
    /** Customers by how many mails they have been sent. */
    mailed: () =>
      opened
        .mails()
        .flatMap(({ destinations }) => destinations)
        .sort(),
    async states(hour?: string) {
      const log = await readSendLog(opened);
      const own = log.filter(({ campaign }) => hour === undefined || campaign === `at-${hour}`);
      const sent = own.map(({ state, reason }) => `${state} ${reason}`.trim());
      return [...new Set(sent.filter((state) => state !== 'skipped where-false'))];
    },
  };
}

function people(count: number, note: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`P${note.slice(3)}${n}`, note]));
}

const mailsOf = (notes: Readonly<Record<string, string>>) => Object.keys(notes).map(mailOf).sort();

test('a new account in the sandbox has one card, burns nothing, and mails everybody once when it is let out', async () => {
  const notes = people(6, 'at-09');
  const { cloud, pass, cards, mailed, states } = await aCompany({ sandbox: true }, notes, ['09']);
  await pass(date, '09:30', '12:01');
  expect(mailed()).toEqual([]);
  expect(await states()).toEqual(['waiting paused']);
  expect(cards()).toEqual(['closed']);
  expect(cloud.logs().some((line) => JSON.stringify(line).includes('gate-closed'))).toBe(true);

  cloud.ses.setSandbox(false);
  await pass(date, '12:06', '12:31');
  expect(mailed()).toEqual(mailsOf(notes));
  expect(await states()).toEqual(['delivered']);
  expect(cards()).toEqual(['closed', 'open']);
});

describe('in the middle of a day', () => {
  const troubles: readonly (readonly [
    string,
    string,
    (ses: SesEndpoint, set: string) => void,
    (ses: SesEndpoint, set: string) => void,
  ])[] = [
    [
      'the domain is not verified any more',
      'ses',
      (ses) => ses.setVerified(domain, false),
      (ses) => ses.setVerified(domain, true),
    ],
    [
      'its MAIL FROM is pending',
      'sweep',
      (ses) => ses.setMailFromStatus('PENDING'),
      (ses) => ses.setMailFromStatus('SUCCESS'),
    ],
    [
      'the configuration set is paused',
      'ses',
      (ses, set) => ses.pauseConfigurationSet(set, true),
      (ses, set) => ses.pauseConfigurationSet(set, false),
    ],
    ['AWS pauses the account', 'ses', (ses) => ses.pauseAccount(true), (ses) => ses.pauseAccount(false)],
  ];

  test.each(troubles)(
    '%s: mails wait, one card says so, and all leave once when it is over',
    async (_, foundBy, breakIt, putRight) => {
      const [early, late] = [people(3, 'at-09'), people(6, 'at-11')];
      const { cloud, pass, cards, mailed, states } = await aCompany({}, { ...early, ...late }, ['09', '11']);
      const set = cloud.parts.configurationSets[0] ?? '';
      await pass(date, '10:58');
      expect(mailed()).toEqual(mailsOf(early));
      breakIt(cloud.ses, set);
      await pass(date, ...(foundBy === 'sweep' ? ['10:59'] : []), '11:30', '13:31');
      const refused = cloud
        .calls()
        .filter(({ operation, status }) => operation === 'ses:SendRawEmail' && status === 400);
      expect(refused.length > 0).toBe(foundBy === 'ses');
      expect(mailed()).toEqual(mailsOf(early));
      expect(await states('11')).toEqual(['waiting paused']);
      expect(cards()).toEqual(['closed']);

      putRight(cloud.ses, set);
      await pass(date, '13:36', '14:01');
      expect(mailed()).toEqual(mailsOf({ ...early, ...late }));
      expect(await states()).toEqual(['delivered']);
      expect(cards()).toEqual(['closed', 'open']);
    },
  );
});

test('what does not fit into the day’s quota leaves the next day by itself', async () => {
  const notes = people(10, 'at-09');
  const { pass, cards, mailed, states } = await aCompany({ max24HourSend: 6 }, notes, ['09']);
  await pass(nextDay, '08:59');
  expect(mailed()).toHaveLength(6);
  expect((await states()).sort()).toEqual(['delivered', 'waiting quota']);
  expect(cards()).toEqual(['closed']);

  await pass(nextDay, '09:06', '09:31');
  expect(mailed()).toEqual(mailsOf(notes));
  expect(await states()).toEqual(['delivered']);
  expect(cards()).toEqual(['closed', 'open']);
});

test('a quota that somebody else in the account uses up is met by SES’s own word, and a larger one is used at once', async () => {
  const notes = people(10, 'at-09');
  const { cloud, pass, cards, mailed, states } = await aCompany({}, notes, ['09']);
  await pass(date, '08:58');
  cloud.ses.setLimits({ max24HourSend: 4 });
  await pass(date, '09:30', '12:01');
  expect(mailed()).toHaveLength(4);
  expect((await states()).sort()).toEqual(['delivered', 'waiting quota']);
  cloud.ses.setLimits({ max24HourSend: 1_000 });
  await pass(date, '12:06', '12:31');
  expect(mailed()).toEqual(mailsOf(notes));
  expect(cards()).toEqual(['closed', 'open']);
});
