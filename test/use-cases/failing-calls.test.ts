import { describe, expect, test } from 'vitest';
import { sendMail } from '../../lambda/use-cases/send-mail.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';
import { aRequest } from './a-request.ts';

type World = ReturnType<typeof aWorld>;

async function stoppedBirthdays(...ids: readonly string[]) {
  const world = aWorld();
  await world.keep(...ids.map((id) => aCustomer(id, { stopped: true })));
  await world.goLive(aVersion());
  return world;
}

function told(world: World): readonly string[] {
  return world.notices.map((each) =>
    each.kind === 'send' ? `${each.customer} ${each.state} ${each.reason}` : each.kind,
  );
}

describe('a run that fails', () => {
  test('over one customer tells of the others at once, and of all when it is repeated: twice rather than never', async () => {
    const world = await stoppedBirthdays('C1', 'C2', 'C3');
    const { insert } = world.tools.sendLog;
    const failing = failOnce<Parameters<typeof insert>>(([row]) => row.customer === 'C2');
    world.tools.sendLog.insert = async (...args) => failing(args) ?? insert(...args);
    await expect(world.run('birthday', '2027-03-14')).rejects.toThrow('lost');
    expect(told(world)).toEqual(['C1 stopped stop-flag', 'C3 stopped stop-flag']);
    await world.run('birthday', '2027-03-14');
    const others = ['C1 stopped stop-flag', 'C3 stopped stop-flag'];
    expect(told(world)).toEqual([...others, ...others, 'C2 stopped stop-flag', 'run']);
  });

  test('as it tells what it came to tells it when it is repeated', async () => {
    const world = await stoppedBirthdays('C1');
    const { notify } = world.tools.queues;
    const failing = failOnce<Parameters<typeof notify>>(([notices]) => notices[0]?.kind === 'run');
    world.tools.queues.notify = async (...args) => failing(args) ?? notify(...args);
    await expect(world.run('birthday', '2027-03-14')).rejects.toThrow('lost');
    await world.run('birthday', '2027-03-14');
    expect(told(world)).toEqual(['C1 stopped stop-flag', 'run']);
  });
});

describe('an approved mail whose date moves to an earlier day', () => {
  /** Asked for on Friday, due on Sunday; on Friday evening it is due on Saturday. */
  async function aMovedApproval() {
    const flagged = { approvalRequired: true, birthday: '2000-03-14' };
    const request = await aRequest({
      now: '2027-03-12T09:00:00+09:00',
      day: '2027-03-12',
      records: [aCustomer('C1', flagged)],
    });
    await request.answer();
    await request.world.keep(aCustomer('C1', { ...flagged, birthday: '2000-03-13' }));
    request.world.moveTo('2027-03-13T09:00:00+09:00');
    return request;
  }

  test('is asked for again, also when the run stops half-way', async () => {
    const { world, outcome, only } = await aMovedApproval();
    const { move } = world.tools.sendLog;
    const failing = failOnce<Parameters<typeof move>>(([, from]) => from.includes('cancelled'));
    world.tools.sendLog.move = async (...args) => failing(args) ?? move(...args);
    await expect(world.run('birthday', '2027-03-13')).rejects.toThrow('lost');
    await world.run('birthday', '2027-03-13');
    expect(outcome()).toBe('awaiting-approval');
    expect(only().dueOn).toBe('2027-03-13');
  });

  test('and that then stays is told of', async () => {
    const { world, told, outcome } = await aMovedApproval();
    await world.tools.refusals.optOut([{ kind: 'customer', id: 'C1' }], 'marketing', '2027-03-12T10:00:00Z', 'page');
    await world.run('birthday', '2027-03-13');
    expect(outcome()).toBe('skipped opted-out');
    expect(told().at(-1)).toBe('skipped opted-out');
  });
});

test('a sender that was overtaken by another attempt leaves the mail to it', async () => {
  const world = aWorld();
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion());
  await world.run('birthday', '2027-03-14');
  const [message] = world.offered;
  if (message === undefined) throw new Error('Nothing was offered');
  world.answerWith(() => new Error('no connection'));
  const slow = {
    ...world.tools,
    refusals: {
      ...world.tools.refusals,
      // Meanwhile another sender claims the row and gives it back.
      getMany: async (...args: Parameters<typeof world.tools.refusals.getMany>) => {
        await expect(sendMail(world.tools, message)).rejects.toThrow('no connection');
        return world.tools.refusals.getMany(...args);
      },
    },
  };
  await sendMail(slow, message);
  expect(world.mails).toHaveLength(1);
  expect(world.rows()).toMatchObject([{ state: 'planned', attempt: 1 }]);
});

/** A promise that is rejected the first time `isIt`, undefined otherwise. */
function failOnce<Args>(isIt: (args: Args) => boolean): (args: Args) => Promise<never> | undefined {
  let isSpent = false;
  return (args) => {
    if (isSpent || !isIt(args)) return undefined;
    isSpent = true;
    return Promise.reject(new Error('The answer was lost'));
  };
}
