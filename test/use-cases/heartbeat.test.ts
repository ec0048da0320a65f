import { describe, expect, it } from 'vitest';
import type { Notice } from '../../lambda/domain/notices/notice.ts';
import type { CardAddress } from '../../lambda/ports.ts';
import { answerHeartbeat } from '../../lambda/use-cases/heartbeat-answer.ts';
import { checkHeartbeats } from '../../lambda/use-cases/heartbeat-check.ts';
import { aStage } from '../support/builders.ts';
import { aSend, aSetting, customers, linkTo, type Post } from '../support/notice-setting.ts';

const places: readonly CardAddress[] = [
  { kind: 'channel', name: '' },
  { kind: 'channel', name: 'sales' },
  { kind: 'owner', email: 'sato@example.jp' },
];
const one: readonly CardAddress[] = [{ kind: 'channel', name: '' }];
// Tuesday 16 March, 08:30 in Tokyo.
const asked = '2027-03-15T23:30:00Z';
const heartbeat: Notice = { kind: 'heartbeat', scheduledTime: asked };
const ops = { ...aStage, operatorsEmail: 'ops@minamo.example.jp' };
const refused = { kind: 'refused', status: 503, retryable: true } as const;
const isPlace = (name: string) => (post: Post) => post.address.kind === 'channel' && post.address.name === name;

describe('asking whether cards arrive', () => {
  it('asks on every webhook, with a button that answers', async () => {
    const setting = aSetting({ addresses: places });
    expect(await setting.post([heartbeat])).toEqual([]);
    expect(setting.problems()).toEqual([]);
    expect(setting.posts.map(({ address }) => address)).toEqual(places);
    expect(setting.lines().map(([, place]) => place)).toEqual([
      '既定のチャネル',
      'チャネル「sales」',
      'sato@example.jp',
    ]);
    const open = await setting.heartbeats.open();
    expect(open.map(({ place, askedAt }) => [place, askedAt])).toEqual(places.map((place) => [place, asked]));
    const untilMs = Date.parse('2027-03-29T23:30:00Z');
    for (const [n, { id }] of open.entries()) {
      expect(id).toMatch(/^[\w-]{22}$/);
      expect(JSON.stringify(setting.posts[n]?.payload)).toContain(
        `"url":"${linkTo({ purpose: 'heartbeat', untilMs, id })}"`,
      );
    }
    expect(new Set(open.map(({ id }) => id)).size).toBe(3);
  });

  it('asks the same question once, however often it is told to', async () => {
    const setting = aSetting({ addresses: places });
    await setting.post([heartbeat, heartbeat]);
    await setting.post([heartbeat]);
    await setting.post([{ kind: 'heartbeat', scheduledTime: '2027-03-18T00:00:00Z' }]);
    expect(setting.posts).toHaveLength(3);
    await setting.post([{ kind: 'heartbeat', scheduledTime: '2027-03-22T23:30:00Z' }]);
    expect(setting.posts).toHaveLength(6);
  });

  it('asks again only where the card was refused', async () => {
    let isDown = true;
    const setting = aSetting({
      addresses: places,
      stage: ops,
      answer: (post) => (isDown && isPlace('sales')(post) ? refused : { kind: 'accepted' }),
    });
    expect(await setting.post([heartbeat])).toEqual(['m0']);
    expect(await setting.heartbeats.open()).toHaveLength(2);
    isDown = false;
    expect(await setting.post([heartbeat], 2)).toEqual([]);
    expect(setting.posts).toHaveLength(4);
    expect(await setting.heartbeats.open()).toHaveLength(3);
  });

  it('mails the operators when Teams refuses it, without the button that would say it arrived', async () => {
    const setting = aSetting({ addresses: places, stage: ops, answer: () => ({ ...refused, retryable: false }) });
    expect(await setting.post([heartbeat])).toEqual([]);
    expect(setting.mails).toHaveLength(1);
    expect(setting.mails[0]?.text).toContain('チャネル「sales」');
    expect(setting.mails[0]?.text).not.toContain('pages.example.jp');
    expect(await setting.post([heartbeat])).toEqual([]);
    expect(setting.mails).toHaveLength(1);
  });

  it('does not bring back the cards of other notices when it fails', async () => {
    const setting = aSetting({ customers });
    Object.assign(setting.heartbeats, { get: () => Promise.reject(new Error('down')) });
    expect(await setting.post([aSend('C1'), heartbeat])).toEqual(['m1']);
    expect(setting.posts).toHaveLength(1);
  });
});

describe('answering', () => {
  it('closes the question, twice as well as once, and knows none that was not asked', async () => {
    const { heartbeats, post, tools } = aSetting({ addresses: one });
    await post([heartbeat]);
    const [open] = await heartbeats.open();
    expect(await answerHeartbeat({ ...tools, heartbeats }, 'nope')).toBe(false);
    expect(await answerHeartbeat({ ...tools, heartbeats }, open?.id ?? '')).toBe(true);
    expect(await answerHeartbeat({ ...tools, heartbeats }, open?.id ?? '')).toBe(true);
    expect(await heartbeats.open()).toEqual([]);
  });
});

describe('nobody answers', () => {
  async function check(setting: ReturnType<typeof aSetting>, now: string) {
    const notices: Notice[] = [];
    await checkHeartbeats({
      heartbeats: setting.heartbeats,
      queues: { notify: async (more) => void notices.push(...more) },
      stage: aStage,
      clock: { nowMs: () => Date.parse(now) },
    });
    return notices;
  }

  it('is reported two working days later, once', async () => {
    const setting = aSetting({ addresses: one });
    await setting.post([heartbeat]);
    expect(await check(setting, '2027-03-17T23:29:59Z')).toEqual([]);
    const [{ id = '' } = {}] = await setting.heartbeats.open();
    expect(await check(setting, '2027-03-17T23:30:00Z')).toEqual([{ kind: 'heartbeat-missed', ids: [id] }]);
    expect(await check(setting, '2027-03-18T00:00:00Z')).toEqual([]);
  });

  it('waits over weekends and holidays', async () => {
    const setting = aSetting({ addresses: one });
    // Friday 19 March; the 21st is a Sunday, so Monday the 22nd stands in for the equinox.
    await setting.post([{ kind: 'heartbeat', scheduledTime: '2027-03-19T00:00:00Z' }]);
    expect(await check(setting, '2027-03-23T23:59:59Z')).toEqual([]);
    expect(await check(setting, '2027-03-24T00:00:00Z')).toHaveLength(1);
  });

  it('is not noted as reported when the report could not be put on its queue', async () => {
    const { heartbeats, post } = aSetting({ addresses: one });
    await post([heartbeat]);
    const failing = checkHeartbeats({
      heartbeats,
      queues: { notify: () => Promise.reject(new Error('down')) },
      stage: aStage,
      clock: { nowMs: () => Date.parse('2027-04-01T00:00:00Z') },
    });
    await expect(failing).rejects.toThrow('down');
    expect(await heartbeats.open()).toHaveLength(1);
  });

  it('is mailed to the operators, without what was answered meanwhile', async () => {
    const setting = aSetting({ addresses: places, stage: ops });
    await setting.post([heartbeat]);
    const ids = (await setting.heartbeats.open()).map(({ id }) => id);
    await setting.heartbeats.answer(ids[0] ?? '', '2027-03-16T00:00:00.000Z');
    expect(await setting.post([{ kind: 'heartbeat-missed', ids }])).toEqual([]);
    expect(setting.mails.map(({ to, subject }) => [to.address, subject])).toEqual([
      ['ops@minamo.example.jp', 'Teamsの確認カードに返事がありません：2件'],
    ]);
    expect(setting.mails[0]?.text).toContain('チャネル「sales」 · 2027年3月16日(火)に確認');
    expect(setting.mails[0]?.text).not.toContain('既定');
    for (const id of ids) await setting.heartbeats.answer(id, '2027-03-16T00:00:00.000Z');
    await setting.post([{ kind: 'heartbeat-missed', ids }]);
    expect(setting.mails).toHaveLength(1);
  });

  it('comes again when the mail was not accepted, and is posted where there are no operators', async () => {
    const failing = aSetting({ addresses: one, stage: ops, mailAnswer: () => ({ kind: 'unknown', error: 'e' }) });
    await failing.post([heartbeat]);
    const ids = (await failing.heartbeats.open()).map(({ id }) => id);
    expect(await failing.post([{ kind: 'heartbeat-missed', ids }])).toEqual(['m0']);
    const nobody = aSetting({ addresses: one });
    await nobody.post([heartbeat]);
    expect(await nobody.post([{ kind: 'heartbeat-missed', ids }])).toEqual([]);
    expect(nobody.posts.at(-1)?.address).toEqual({ kind: 'channel', name: aStage.defaultChannel });
    expect(nobody.problems()).toEqual([]);
  });
});
