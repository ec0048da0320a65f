import { describe, expect, test } from 'vitest';
import type { Feedback } from '../../lambda/domain/feedback/feedback.ts';
import { planMessage } from '../../lambda/use-cases/plan-message.ts';
import { recordFeedback } from '../../lambda/use-cases/record-feedback.ts';
import { sendMail } from '../../lambda/use-cases/send-mail.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const repeat = { isRepeat: true } as const;
const run = { kind: 'run', campaign: 'birthday', scheduledTime: '2027-03-14T00:00:00Z' } as const;

/** A world whose notice queue fails once. */
async function aWorldWithoutTelling(fields: Parameters<typeof aCustomer>[1] = {}) {
  const world = aWorld();
  await world.keep(aCustomer('C1', fields));
  await world.goLive(aVersion());
  const { notify } = world.tools.queues;
  let fails = false;
  world.tools.queues.notify = async (notices) => {
    if (fails && notices.length > 0) {
      fails = false;
      throw new Error('no answer');
    }
    await notify(notices);
  };
  const told = () => world.notices.flatMap((notice) => (notice.kind === 'send' ? [notice.state] : []));
  const failOnce = () => {
    fails = true;
  };
  return { world, told, failOnce };
}

describe('what was done but not told is told when its message comes again', () => {
  test('by plan', async () => {
    const { world, told, failOnce } = await aWorldWithoutTelling({ approvalRequired: true });
    failOnce();
    await expect(planMessage(world.tools, run)).rejects.toThrow('no answer');
    expect(told()).toEqual([]);
    await planMessage({ ...world.tools, ...repeat }, run);
    expect(told()).toEqual(['awaiting-approval']);
    expect(world.rows()).toHaveLength(1);
  });

  test('by plan, also when the schedule fired twice: the other message may have ended the run', async () => {
    const { world, told, failOnce } = await aWorldWithoutTelling({ stopped: true });
    failOnce();
    await expect(planMessage(world.tools, run)).rejects.toThrow('no answer');
    await planMessage(world.tools, run);
    expect(told()).toEqual(['stopped']);
  });

  test('by send, also when the mail has arrived meanwhile, and it is sent once', async () => {
    const { world, told, failOnce } = await aWorldWithoutTelling();
    await world.run('birthday', '2027-03-14');
    const [message] = world.offered;
    if (message === undefined) throw new Error('Nothing was offered');
    failOnce();
    await expect(sendMail(world.tools, message)).rejects.toThrow('no answer');
    const at = '2027-03-14T00:00:05.000Z';
    await world.tools.sendLog.move(message, ['sent'], { state: 'delivered', reason: '', at });
    await sendMail(world.tools, message, repeat);
    expect(told()).toEqual(['sent']);
    expect(world.mails).toHaveLength(1);
  });

  test('by feedback', async () => {
    const { world, told, failOnce } = await aWorldWithoutTelling();
    await world.run('birthday', '2027-03-14');
    await world.sendAll();
    const [row] = world.rows();
    if (row === undefined) throw new Error('Nothing was sent');
    const bounce: Feedback = {
      what: 'hard-bounce',
      ...{ row, attempt: 1, messageId: 'm1' },
      ...{ at: '2027-03-14T00:01:00.000Z', recipients: ['hanako@example.com'] },
    };
    failOnce();
    await expect(recordFeedback(world.tools, bounce)).rejects.toThrow('no answer');
    await recordFeedback(world.tools, bounce, repeat);
    expect(told()).toEqual(['sent', 'bounced']);
  });

  test('but a message that merely comes twice tells nothing twice', async () => {
    const { world, told } = await aWorldWithoutTelling();
    await world.run('birthday', '2027-03-14');
    const [message] = world.offered;
    if (message === undefined) throw new Error('Nothing was offered');
    await sendMail(world.tools, message);
    await sendMail(world.tools, message);
    await planMessage(world.tools, run);
    expect(told()).toEqual(['sent']);
  });
});
