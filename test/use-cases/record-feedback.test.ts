import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseFeedback } from '../../lambda/domain/feedback/parse-feedback.ts';
import type { Subject } from '../../lambda/ports.ts';
import { recordFeedback } from '../../lambda/use-cases/record-feedback.ts';
import { anEvent, type EventChanges } from '../domain/feedback/an-event.ts';
import { aCustomer, aVersion } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const address: Subject = { kind: 'address', hash: 'hash-of-hanako@example.com' };
const transient = { bounceType: 'Transient', bounceSubType: 'MailboxFull' };
const answer = { ...transient, bounceSubType: 'General', bouncedRecipients: [{ emailAddress: 'hanako@example.com' }] };

type EventType = Parameters<typeof anEvent>[0];

/** A world in which the birthday mail of C1 has just left, and nobody has been told of anything else. */
async function aSentBirthday() {
  const world = aWorld();
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion());
  await world.run('birthday', '2027-03-14');
  await world.sendAll();
  return aHearing(world);
}

/** The same, but the sender was lost between handing the mail over and recording it. */
async function aClaimedBirthday() {
  const world = aWorld();
  await world.keep(aCustomer('C1'));
  await world.goLive(aVersion());
  await world.run('birthday', '2027-03-14');
  const at = '2027-03-14T00:00:00.000Z';
  const [row] = world.rows();
  if (row === undefined) throw new Error('Nothing was planned');
  await world.tools.sendLog.move(row, ['planned'], { state: 'sending', reason: '', at, sentAt: at });
  return aHearing(world);
}

function aHearing(world: ReturnType<typeof aWorld>) {
  world.notices.length = 0;
  return {
    ...world,
    hear: (type: EventType, changes?: EventChanges) =>
      recordFeedback(world.tools, parseFeedback(anEvent(type, changes))),
    outcome: () => world.rows().map(({ state, reason }) => [state, reason].join(' ').trim()),
    told: () => world.notices.map((notice) => (notice.kind === 'send' ? notice.state : notice.kind)),
    async suppressed() {
      const [refused] = await world.tools.refusals.getMany([[address]]);
      return refused?.suppressed;
    },
  };
}

describe('a mail that', () => {
  test('arrived is delivered, which is no news to the owner', async () => {
    const world = await aSentBirthday();
    await world.hear('Send');
    expect(world.outcome()).toEqual(['sent']);
    await world.hear('Delivery');
    expect(world.rows()).toMatchObject([{ state: 'delivered', reason: '', messageId: 'm1' }]);
    expect(world.told()).toEqual([]);
  });

  test('came back for good suppresses the address, not the customer, and the owner is told', async () => {
    const world = await aSentBirthday();
    await world.hear('Bounce');
    expect(world.outcome()).toEqual(['bounced hard-bounce']);
    expect(await world.suppressed()).toEqual(['everything']);
    expect(await world.tools.refusals.getMany([[{ kind: 'customer', id: 'C1' }]])).toMatchObject([{ suppressed: [] }]);
    expect(world.notices).toEqual([
      expect.objectContaining({ kind: 'send', customer: 'C1', state: 'bounced', reason: 'hard-bounce' }),
    ]);
  });

  test('was complained of suppresses the address for marketing and for its campaign', async () => {
    const world = await aSentBirthday();
    await world.hear('Delivery');
    await world.hear('Complaint');
    expect(world.outcome()).toEqual(['complained']);
    expect(await world.suppressed()).toEqual(['campaign:birthday', 'marketing']);
    expect(world.told()).toEqual(['complained']);
  });

  test('SES found a virus in has failed', async () => {
    const world = await aSentBirthday();
    await world.hear('Send');
    await world.hear('Reject');
    expect(world.outcome()).toEqual(['failed rejected-by-ses']);
    expect(await world.suppressed()).toEqual([]);
    expect(world.told()).toEqual(['failed']);
  });

  test('came back for now is told, and the address suppressed only after three in a row', async () => {
    const world = await aSentBirthday();
    await world.tools.refusals.countSoftBounce(address, 'earlier', '2027-03-01T00:00:00.000Z');
    await world.hear('Bounce', { told: transient });
    await world.hear('Bounce', { told: transient });
    expect(world.outcome()).toEqual(['bounced soft-bounce']);
    expect(await world.suppressed()).toEqual([]);
    await world.tools.refusals.countSoftBounce(address, 'latest', '2027-03-02T00:00:00.000Z');
    await world.hear('Bounce', { told: transient });
    expect(await world.suppressed()).toEqual(['everything']);
    expect(world.told()).toEqual(['bounced']);
  });

  test('arrived makes earlier ones that came back count no more', async () => {
    const world = await aSentBirthday();
    for (const id of ['a', 'b']) await world.tools.refusals.countSoftBounce(address, id, '2027-03-01T00:00:00.000Z');
    await world.hear('Delivery');
    expect(await world.tools.refusals.countSoftBounce(address, 'c', '2027-04-01T00:00:00.000Z')).toBe(1);
  });

  test('arrived and was answered by a machine has not come back', async () => {
    const world = await aSentBirthday();
    await world.hear('Delivery');
    for (const messageId of ['m1', 'm2', 'm3']) await world.hear('Bounce', { told: answer, messageId });
    expect(world.outcome()).toEqual(['delivered']);
    expect(await world.suppressed()).toEqual([]);
    expect(world.told()).toEqual([]);
  });

  test('arrived at a mailbox that turned out to be full has come back', async () => {
    const world = await aSentBirthday();
    await world.hear('Delivery');
    await world.hear('Bounce', { told: transient });
    expect(world.outcome()).toEqual(['bounced soft-bounce']);
  });
});

describe('a mail whose sender has not recorded it yet', () => {
  test('is recorded by the first event, and whoever records it tells the owner, once', async () => {
    for (const events of [['Send', 'Delivery'], ['Delivery', 'Send'], ['Delivery']] as const) {
      const world = await aClaimedBirthday();
      for (const event of [...events, ...events]) await world.hear(event);
      expect(world.rows()).toMatchObject([{ state: 'delivered', messageId: 'm1' }]);
      expect(world.told()).toEqual(['sent']);
    }
  });

  test('that is recorded by its sender just before the event writes is told of once', async () => {
    const world = await aClaimedBirthday();
    const { sendLog } = world.tools;
    const [claimed] = world.rows();
    const at = '2027-03-14T00:00:04.000Z';
    if (claimed) await sendLog.move(claimed, ['sending'], { state: 'sent', reason: '', at });
    const slow = { ...world.tools, sendLog: { ...sendLog, get: async () => claimed } };
    await recordFeedback(slow, parseFeedback(anEvent('Delivery')));
    expect(world.outcome()).toEqual(['delivered']);
    expect(world.told()).toEqual([]);
  });

  test('that has become uncertain is settled by its event', async () => {
    const world = await aClaimedBirthday();
    const [claimed] = world.rows();
    const at = '2027-03-14T00:15:00.000Z';
    if (claimed)
      await world.tools.sendLog.move(claimed, ['sending'], { state: 'uncertain', reason: 'unknown-outcome', at });
    await world.hear('Send');
    expect(world.outcome()).toEqual(['sent']);
    expect(world.told()).toEqual(['sent']);
  });

  test('that comes back at once is told of as come back only', async () => {
    const world = await aClaimedBirthday();
    await world.hear('Bounce');
    await world.hear('Send');
    expect(world.outcome()).toEqual(['bounced hard-bounce']);
    expect(world.told()).toEqual(['bounced']);
  });
});

describe('events', () => {
  const types = ['Send', 'Delivery', 'Bounce', 'Complaint'] as const;

  test('in any order and number end in the same refusals, tell nobody twice, and never make an end undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...types), { minLength: 1, maxLength: 8 }), async (events) => {
        const world = await aClaimedBirthday();
        for (const event of events) await world.hear(event);
        const scopes = [
          ...(events.includes('Complaint') ? ['campaign:birthday'] : []),
          ...(events.includes('Bounce') ? ['everything'] : []),
          ...(events.includes('Complaint') ? ['marketing'] : []),
        ];
        expect(await world.suppressed()).toEqual(scopes);
        expect(new Set(world.told()).size).toBe(world.told().length);
        const end = events.find((event) => event === 'Bounce' || event === 'Complaint');
        const arrived = events.includes('Delivery') ? 'delivered' : 'sent';
        const wanted = end === 'Bounce' ? 'bounced hard-bounce' : end === 'Complaint' ? 'complained' : arrived;
        expect(world.outcome()).toEqual([wanted]);
      }),
      { numRuns: 60 },
    );
  });

  test('that changed the row but were stopped before the refusal was written make up for it, and tell nobody again', async () => {
    const world = await aSentBirthday();
    const [row] = world.rows();
    const at = '2027-03-14T00:00:06.000Z';
    if (row) await world.tools.sendLog.move(row, ['sent'], { state: 'bounced', reason: 'hard-bounce', at });
    await world.hear('Bounce');
    expect(await world.suppressed()).toEqual(['everything']);
    expect(world.told()).toEqual([]);
  });

  test('whose refusal cannot be written change nothing, so that they come again', async () => {
    const world = await aSentBirthday();
    const refusals = { ...world.tools.refusals, suppress: () => Promise.reject(new Error('no table')) };
    const failing = recordFeedback({ ...world.tools, refusals }, parseFeedback(anEvent('Bounce')));
    await expect(failing).rejects.toThrow('no table');
    expect(world.outcome()).toEqual(['sent']);
  });

  test('of an earlier attempt leave the row alone, but their refusal counts', async () => {
    const world = await aSentBirthday();
    const [row] = world.rows();
    const again = { ...row, attempt: 2 };
    const get = async () => (row === undefined ? undefined : { ...row, ...again });
    await recordFeedback(
      { ...world.tools, sendLog: { ...world.tools.sendLog, get } },
      parseFeedback(anEvent('Bounce')),
    );
    expect(world.outcome()).toEqual(['sent']);
    expect(await world.suppressed()).toEqual(['everything']);
    expect(world.told()).toEqual([]);
  });

  test('of unknown sends and of mails to colleagues change nothing', async () => {
    const world = await aSentBirthday();
    await world.hear('Bounce', { tags: { customer: ['Qzk'] } });
    await world.hear('Bounce', { tags: { customer: undefined, kind: ['notice'] } });
    expect(world.outcome()).toEqual(['sent']);
    expect(await world.suppressed()).toEqual([]);
  });

  test('that have nothing new to say write nothing', async () => {
    const world = await aSentBirthday();
    await world.hear('Delivery');
    let writes = 0;
    const move = async () => {
      writes += 1;
      return false;
    };
    const counting = { ...world.tools, sendLog: { ...world.tools.sendLog, move } };
    for (const type of ['Delivery', 'Send', 'Reject'] as const)
      await recordFeedback(counting, parseFeedback(anEvent(type)));
    expect(writes).toBe(0);
  });

  test('leave nothing personal in the log', async () => {
    const world = await aSentBirthday();
    const lines: string[] = [];
    const note = (...line: readonly unknown[]) => void lines.push(JSON.stringify(line));
    const tools = { ...world.tools, log: { info: note, warn: note, error: note } };
    for (const type of types) await recordFeedback(tools, parseFeedback(anEvent(type)));
    await recordFeedback(tools, undefined);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.join()).not.toMatch(/@|花子|example/);
  });
});

test('the next mail to a dead address is skipped, and a corrected address is mailed again', async () => {
  const world = await aSentBirthday();
  await world.hear('Bounce', { told: { bouncedRecipients: [{ emailAddress: 'hanako@example.com' }] } });
  await world.goLive(aVersion({ id: 'letter', category: 'contract' }));
  await world.run('letter', '2027-03-14');
  expect(world.rows().find(({ campaign }) => campaign === 'letter')).toMatchObject({ reason: 'suppressed' });
  await world.keep(aCustomer('C1', { email: 'hanako@example.net' }));
  await world.goLive(aVersion({ id: 'offer' }));
  await world.run('offer', '2027-03-14');
  await world.sendAll();
  expect(world.mails.at(-1)).toMatchObject({ to: { address: 'hanako@example.net' } });
});
