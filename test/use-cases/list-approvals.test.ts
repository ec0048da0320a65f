import { describe, expect, test } from 'vitest';
import { decideApproval } from '../../lambda/use-cases/approval-decide.ts';
import { listApprovals } from '../../lambda/use-cases/list-approvals.ts';
import { aCustomer, aVersion, onBirthday, ownDate } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const flagged = { approvalRequired: true };
const sato = 'hash-of-sato@minamo.example.jp';

async function someRequests() {
  const world = aWorld({ now: '2027-03-12T09:00:00+09:00' });
  await world.keep(
    aCustomer('sunday', { ...flagged, birthday: '2000-03-14' }),
    aCustomer('friday', { ...flagged, birthday: '2000-03-12' }),
    aCustomer('saturday', { ...flagged, birthday: '2000-03-13', 'owner.email': 'tanaka@minamo.example.jp' }),
    aCustomer('nobodys', { ...flagged, birthday: '2000-03-12', 'owner.email': undefined }),
  );
  await world.goLive(aVersion());
  await world.run('birthday', '2027-03-12');
  const list = async (approver: string | undefined, limit?: number) =>
    (await listApprovals(world.tools, approver, limit)).map(({ row }) => row.customer);
  return { world, list };
}

describe('the list of open requests', () => {
  test('has everything that waits for one approver, the most urgent first', async () => {
    const { list } = await someRequests();
    expect(await list(sato)).toEqual(['friday', 'sunday']);
    expect(await list('hash-of-tanaka@minamo.example.jp')).toEqual(['saturday']);
    expect(await list('hash-of-')).toEqual([]);
  });

  test('has everybody’s for who asks for all', async () => {
    const { list } = await someRequests();
    expect(await list(undefined)).toEqual(['friday', 'nobodys', 'saturday', 'sunday']);
    expect(await list(undefined, 2)).toEqual(['friday', 'nobodys']);
  });

  test('puts what is due first before what was asked for first', async () => {
    const world = aWorld({ now: '2027-03-12T09:00:00+09:00' });
    await world.keep(
      aCustomer('sunday', flagged),
      aCustomer('friday', { ...flagged, birthday: undefined, contractEnd: '2020-03-12' }),
    );
    const trigger = { ...onBirthday, path: ownDate('contractEnd') };
    await world.goLive(aVersion(), aVersion({ id: 'renewal', trigger, at: '10:00' }));
    await world.run('birthday', '2027-03-12');
    world.moveTo('2027-03-12T10:00:00+09:00');
    await world.run('renewal', '2027-03-12', '10:00');
    const open = await listApprovals(world.tools, undefined, 1);
    expect(open.map(({ row }) => row.customer)).toEqual(['friday']);
  });

  test('leaves out what has been decided, is too old, or waits for something else', async () => {
    const { world, list } = await someRequests();
    const [first] = await listApprovals(world.tools, sato);
    if (first === undefined) throw new Error('nothing waits');
    await decideApproval(world.tools, first.row, {
      decision: 'approved',
      by: '佐藤',
      comment: '',
      digest: first.digest,
    });
    expect(await list(sato)).toEqual(['sunday']);
    world.moveTo('2027-03-18T00:00:00+09:00');
    expect(await list(undefined)).toEqual([]);
  });
});
