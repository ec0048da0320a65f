import { describe, expect, it } from 'vitest';
import { answerRequests } from '../../../cli/approvals/answer-requests.ts';
import { requestId } from '../../../cli/approvals/request-id.ts';
import type { Campaign } from '../../../lambda/domain/campaign/campaign.ts';
import { decideApproval } from '../../../lambda/use-cases/approval-decide.ts';
import { readApproval } from '../../../lambda/use-cases/approval-request.ts';
import { aCampaign, aCustomer, aVersion } from '../../support/builders.ts';
import { aWorld } from '../../support/world.ts';

const day = '2027-03-14';
const answer = { decision: 'approved', by: '鈴木', comment: '' } as const;
const yes = async () => true;
const never = async () => {
  throw new Error('Nobody is to be asked');
};

/** A mail that waits for approval on its day. */
async function aRequest(changes: Partial<Campaign> = {}) {
  const world = aWorld({ now: `${day}T09:00:00+09:00` });
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion({ ...aCampaign({ approval: 'always', ...changes }) }));
  await world.run('birthday', day);
  const [row] = world.rows();
  if (row === undefined) throw new Error('There must be a row');
  return { ...world, row, id: requestId(row) };
}

describe('an answer at the terminal', () => {
  it('is given after looking, and recorded under the name', async () => {
    const { tools, id, rows } = await aRequest();
    const shown: string[] = [];
    const ask = async ({ digest }: { readonly digest: string }) => shown.push(digest) > 0;
    const reply = await answerRequests(tools, [id], { ...answer, comment: '確認済み' }, ask);
    expect(reply.ok).toBe(true);
    expect(rows()[0]?.decisions).toMatchObject([
      { decision: 'approved', by: '鈴木', comment: '確認済み', digest: shown[0] },
    ]);
    expect(reply.json).toMatchObject([{ id, outcome: 'decided', state: 'waiting', decision: { by: '鈴木' } }]);
    expect(reply.text).toContain('approved by 鈴木 (確認済み)');
  });

  it('of no leaves everything as it is, and is no failure', async () => {
    const { tools, id, rows } = await aRequest();
    const reply = await answerRequests(tools, [id], answer, async () => false);
    expect(reply).toMatchObject({ ok: true, json: [{ outcome: 'left' }] });
    expect(rows()[0]).toMatchObject({ state: 'awaiting-approval' });
    expect(rows()[0]?.decisions).toBeUndefined();
  });

  it('with the digest of another mail records nothing and tells the one of now', async () => {
    const { tools, id, row, rows } = await aRequest();
    const reply = await answerRequests(tools, [id], { ...answer, digest: 'other' }, never);
    const digest = (await readApproval(tools, row))?.digest ?? '';
    expect(reply).toMatchObject({ ok: false, json: [{ outcome: 'changed', digest }] });
    expect(reply.text).toContain(digest);
    expect(rows()[0]?.state).toBe('awaiting-approval');
  });

  it('with the right digest asks nobody', async () => {
    const { tools, id, row } = await aRequest();
    const digest = (await readApproval(tools, row))?.digest ?? '';
    expect(await answerRequests(tools, [id], { ...answer, digest }, never)).toMatchObject({ ok: true });
  });

  it('comes second when somebody else decides meanwhile, and is told who', async () => {
    const { tools, id, row, rows } = await aRequest();
    const reply = await answerRequests(tools, [id], answer, async ({ digest }) => {
      await decideApproval(tools, row, { decision: 'rejected', by: '佐藤', comment: '古い', digest });
      return true;
    });
    expect(reply).toMatchObject({ ok: false, json: [{ outcome: 'already', decision: { by: '佐藤' } }] });
    expect(reply.text).toContain('was decided before: rejected by 佐藤 (古い)');
    expect(rows()[0]?.decisions).toHaveLength(1);
  });

  it('shows what others typed on the page as text on one line', async () => {
    const { tools, id, row } = await aRequest();
    const reply = await answerRequests(tools, [id], answer, async ({ digest }) => {
      const typed = { by: '佐藤\u001b[2J\u202e', comment: '古い\u001b]0;x\u0007\nabcd1234: approved' };
      await decideApproval(tools, row, { decision: 'rejected', ...typed, digest });
      return true;
    });
    expect(reply.text).toContain('rejected by 佐藤');
    expect(reply.text).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  it('comes too late when the mail has become too old', async () => {
    const world = await aRequest();
    world.moveTo('2027-03-20T09:00:00+09:00');
    const reply = await answerRequests(world.tools, [world.id], answer, never);
    expect(reply).toMatchObject({ ok: false, json: [{ outcome: 'too-late' }] });
  });

  it('cannot let a mail leave that something else forbids, but can reject it', async () => {
    const { tools, id, rows } = await aRequest();
    await tools.refusals.optOut([{ kind: 'customer', id: 'C1' }], 'marketing', `${day}T00:00:00Z`, 'phone');
    const approved = await answerRequests(tools, [id], answer, never);
    expect(approved).toMatchObject({ ok: false, json: [{ outcome: 'blocked', blocked: { reason: 'opted-out' } }] });
    const rejected = await answerRequests(tools, [id], { ...answer, decision: 'rejected' }, yes);
    expect(rejected).toMatchObject({ ok: true, json: [{ outcome: 'decided' }] });
    expect(rows()[0]?.state).toBe('rejected');
  });

  it('is not taken where the campaign demands a second person', async () => {
    const { tools, id, rows } = await aRequest({ secondPerson: true });
    const reply = await answerRequests(tools, [id], answer, never);
    expect(reply).toMatchObject({ ok: false, json: [{ outcome: 'second-person' }] });
    expect(rows()[0]?.decisions).toBeUndefined();
  });

  it('to an id that means nothing is no answer; others are taken all the same', async () => {
    const { tools, id } = await aRequest();
    const reply = await answerRequests(tools, ['0123456789', id.slice(0, 4).toUpperCase(), 'C1'], answer, yes);
    expect(reply.ok).toBe(false);
    expect(reply.json).toMatchObject([{ outcome: 'unknown' }, { outcome: 'decided' }, { outcome: 'unknown' }]);
  });

  it('is for requests only: a mail that waits for something else is none', async () => {
    const { tools, id, rows } = await aRequest({ approval: 'never', expect: 0 });
    expect(rows()[0]).toMatchObject({ state: 'waiting', reason: 'brake' });
    const reply = await answerRequests(tools, [id], answer, never);
    expect(reply).toMatchObject({ ok: false, json: [{ outcome: 'unknown' }] });
  });
});
