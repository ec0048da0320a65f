import { describe, expect, test } from 'vitest';
import type { SendRow } from '../../lambda/domain/send-log/send-row.ts';
import { recoverSendLog } from '../../lambda/use-cases/recover-send-log.ts';
import { aCustomer, aRecord, aVersion, ownDate } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const outage = { from: '2027-03-14T00:30:00.000Z', until: '2027-03-16T03:00:00.000Z' };
const none = { years: 0, months: 0, weeks: 0, days: 0 };

async function* rowsOf(...rows: readonly SendRow[]): AsyncGenerator<SendRow> {
  yield* rows;
}

function states(world: ReturnType<typeof aWorld>) {
  return world.rows().map(({ customer, state, reason }) => [customer, state, reason]);
}

/** A send log that has lost everything, noon of 16 March; customers were born from the 13th to the 17th. */
async function aLoss() {
  const world = aWorld({ now: '2027-03-16T12:00:00+09:00' });
  const days = [13, 14, 15, 16, 17];
  await world.keep(
    ...days.map((day) => aCustomer(`C${day}`, { email: `c${day}@example.com`, birthday: `2000-03-${day}` })),
  );
  return world;
}

describe('a send log that was lost and restored', () => {
  test('takes as uncertain what fell due since, and what may have been made up for', async () => {
    const world = await aLoss();
    await world.goLive(aVersion());
    const result = await recoverSendLog(world.tools, rowsOf(), outage);
    expect(result).toEqual({ restored: 0, uncertain: 4 });
    expect(states(world)).toEqual(['C13', 'C14', 'C15', 'C16'].map((id) => [id, 'uncertain', 'log-restored']));
  });

  test('leaves alone what was yet to come when mail was stopped', async () => {
    const world = await aLoss();
    await world.goLive(aVersion({ at: '12:30' }));
    await recoverSendLog(world.tools, rowsOf(), outage);
    expect(states(world).map(([customer]) => customer)).toEqual(['C13', 'C14', 'C15']);
    await world.tools.campaigns.advanceWatermark('birthday', '2027-03-15');
    world.moveTo('2027-03-16T12:30:00+09:00');
    await world.run('birthday', '2027-03-16', '12:30');
    await world.sendAll();
    expect(world.mails.map(({ to }) => to.address)).toEqual(['c16@example.com']);
  });

  test('asks about events, and about mails that stay due for days', async () => {
    const world = await aLoss();
    const within = { kind: 'within', within: { ...none, days: 7 } } as const;
    await world.keep(
      ...['10', '15', '18'].map((day) =>
        aRecord('event', `e${day}`, {
          ...{ name: 'download', customer: 'C13', at: `2027-03-${day}T10:00:00+09:00`, data: '{}' },
        }),
      ),
      aCustomer('D1', { birthday: '', contractEnd: '2027-03-18', email: 'd1@example.com' }),
    );
    await world.goLive(
      aVersion({ id: 'follow-up', trigger: { kind: 'event', event: 'download' } }),
      aVersion({ id: 'ending', trigger: { kind: 'date', path: ownDate('contractEnd'), rule: within } }),
    );
    await recoverSendLog(world.tools, rowsOf(), outage);
    expect(world.rows().map(({ key, state }) => [key.split('#')[0], key.split('#')[2], state])).toEqual([
      ['follow-up', 'e15', 'uncertain'],
      ['ending', '2027-03-18', 'uncertain'],
    ]);
    await world.run('ending', '2027-03-17');
    await world.sendAll();
    expect(world.mails).toEqual([]);
  });

  test('asks afresh about a mail of which people had been reminded as a request for approval', async () => {
    const before = await aLoss();
    await before.goLive(aVersion());
    await before.run('birthday', '2027-03-14');
    const [row] = before.rows();
    if (row === undefined) throw new Error('A row was planned');
    const world = await aLoss();
    await world.goLive(aVersion());
    const asked = { ...row, state: 'awaiting-approval', remindedAt: '2027-03-14T00:20:00.000Z' } as const;
    await recoverSendLog(world.tools, rowsOf(asked), { ...outage, until: '2027-03-14T01:00:00.000Z' });
    world.moveTo('2027-03-16T12:31:00+09:00');
    await world.sweep();
    const requests = world.notices.filter((notice) => notice.kind === 'outcome-request' && notice.key === row.key);
    expect(requests).toMatchObject([{ isReminder: false }]);
  });

  test('keeps what its rows say, and doubts those that were under way', async () => {
    const before = await aLoss();
    await before.goLive(aVersion());
    await before.run('birthday', '2027-03-14');
    await before.run('birthday', '2027-03-15');
    const [first, second] = before.rows();
    if (first === undefined || second === undefined) throw new Error('Two rows were planned');
    const world = await aLoss();
    await world.goLive(aVersion({ enabled: true }));
    const delivered = { ...first, state: 'delivered', attempt: 1 } as const;
    await recoverSendLog(world.tools, rowsOf(delivered, second), outage);
    expect(states(world)).toContainEqual([first.customer, 'delivered', '']);
    expect(states(world)).toContainEqual([second.customer, 'uncertain', 'log-restored']);
    const rows = world.rows();
    expect(await recoverSendLog(world.tools, rowsOf(delivered, second), outage)).toEqual({ restored: 0, uncertain: 0 });
    expect(world.rows()).toEqual(rows);
  });
});
