import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import type { LocalCloud } from '../../local/cloud/local-cloud.ts';
import { cardLinks } from './card-links.ts';
import { closeSound } from './close-sound.ts';
import { openCloudOn } from './small-company.ts';

const operators = 'platform@minamo-coffee.example.jp';
const at = (date: string, time: string) => instantOf(date, time, 'Asia/Tokyo');
// Two Mondays; the second is a holiday.
const [first, second] = ['2027-03-15', '2027-03-22'];

let cloud: LocalCloud;

beforeAll(async () => {
  cloud = await openCloudOn(first, { teams: { maxPostsPerSecond: 1_000 } });
});
afterAll(() => closeSound(cloud));

test('on Monday a card asks for one click; who opens it has not answered, who presses its button has, and nobody is mailed', async () => {
  await cloud.runUntil(at(first, '10:30'));
  const [link = '', ...others] = cardLinks(cloud.teams.accepted(), 'h');
  expect(others).toEqual([]);
  const page = await (await fetch(link)).text();
  expect(page).toContain('<form method="post"');
  expect((await fetch(link, { method: 'POST', body: new URLSearchParams() })).status).toBe(200);
  await cloud.runUntil(at(second, '09:00'));
  expect(cloud.mails()).toEqual([]);
});

test('when nobody presses it for two working days, the operators are mailed, once', async () => {
  await cloud.runUntil(at(second, '10:30'));
  const links = cardLinks(cloud.teams.accepted(), 'h');
  expect(links).toHaveLength(2);
  // Whatever opens links is nobody.
  for (const link of links) await (await fetch(link)).text();
  await cloud.runUntil(at('2027-03-24', '09:55'));
  expect(cloud.mails()).toEqual([]);
  await cloud.runUntil(at('2027-03-24', '10:30'));
  await cloud.runUntil(at('2027-03-28', '10:00'));
  const [mail, ...others] = cloud.mails();
  expect(others).toEqual([]);
  expect(mail?.destinations).toEqual([operators]);
  expect(mail?.tags).toContainEqual({ name: 'kind', value: 'notice' });
  expect(mail?.atMs).toBeLessThan(at('2027-03-24', '10:31'));
  expect((await PostalMime.parse(mail?.raw ?? '')).text).toContain('2027年3月22日(月)に確認');
});

test('the next week asks again', async () => {
  await cloud.runUntil(at('2027-03-29', '10:30'));
  expect(cardLinks(cloud.teams.accepted(), 'h')).toHaveLength(3);
});
