import axios from 'axios';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTeams, type TeamsEndpoint } from '../../../local/endpoints/teams.ts';

const card = { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive' }] };

describe('the local Teams webhook', () => {
  let endpoint: TeamsEndpoint;
  let rateMs = 0;
  const post = (payload: unknown, path = '/hook', options = {}) =>
    axios.post(`${endpoint.url}${path}`, payload, { validateStatus: () => true, ...options });

  beforeEach(async () => {
    rateMs = 0;
    endpoint = await startTeams({ clock: { nowMs: () => 1234 }, rateClock: { nowMs: () => rateMs } });
  });
  afterEach(() => endpoint.close());

  it('takes a card on any path with 202 and an empty body, and keeps it as it came', async () => {
    const answer = await post({ ...card, text: '節目' }, '/workflows/1/invoke?sig=secret');

    expect([answer.status, answer.data]).toEqual([202, '']);
    expect(endpoint.posts()).toHaveLength(1);
    expect(endpoint.posts()[0]).toMatchObject({ path: '/workflows/1/invoke', atMs: 1234, status: 202 });
    expect(endpoint.posts()[0]?.payload).toEqual({ ...card, text: '節目' });
    expect(endpoint.posts()[0]?.raw.toString()).toBe(JSON.stringify({ ...card, text: '節目' }));
  });

  it('refuses what is too large, not JSON by its type, or not JSON at all', async () => {
    const large = await post({ text: 'x'.repeat(28 * 1024) });
    const typed = await post('{}', '/hook', { headers: { 'content-type': 'text/plain' } });
    const broken = await post(Buffer.from('{"type":'), '/hook', { headers: { 'content-type': 'application/json' } });

    expect([large.status, typed.status, broken.status]).toEqual([413, 415, 400]);
    expect(endpoint.accepted()).toHaveLength(0);
    expect(endpoint.posts()).toHaveLength(3);
  });

  it('refuses the fifth post within a second, and takes it a second later', async () => {
    for (let n = 0; n < 4; n += 1) expect((await post(card)).status).toBe(202);
    rateMs = 999;
    const refused = await post(card);
    rateMs = 1000;
    const taken = await post(card);

    expect([refused.status, refused.headers['retry-after'], taken.status]).toEqual([429, '1', 202]);
    expect(endpoint.accepted()).toHaveLength(5);
  });

  it('answers as a test wants, and then as ever', async () => {
    endpoint.setAnswers((n, payload) => {
      expect(payload).toEqual(card);
      if (n === 1) return { status: 500, body: 'broken' };
      if (n === 2) return { drop: true };
      return n === 3 ? { hang: true } : undefined;
    });

    const failed = await post(card);
    await expect(post(card)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(post(card, '/hook', { timeout: 50 })).rejects.toMatchObject({ code: 'ECONNABORTED' });
    const taken = await post(card);

    expect([failed.status, failed.data, taken.status]).toEqual([500, 'broken', 202]);
    expect(endpoint.posts().map(({ status }) => status)).toEqual([500, undefined, undefined, 202]);
  });

  it('remembers its posts over a restart', async () => {
    await post(card);
    endpoint.setAnswers(() => ({ drop: true }));
    await post(card).catch(() => undefined);
    const other = await startTeams();
    other.restore(JSON.parse(JSON.stringify(endpoint)));
    await other.close();

    expect(other.posts()).toEqual(endpoint.posts());
  });
});
