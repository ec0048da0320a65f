import { describe, expect, test } from 'vitest';
import type { StopClaims } from '../../lambda/domain/links/link-claims.ts';
import { readOccurrence, resumeOccurrence, stopOccurrence } from '../../lambda/use-cases/stop-occurrence.ts';
import { aCustomer, aVersion, ownDate } from '../support/builders.ts';
import { aWorld } from '../support/world.ts';

const none = { years: 0, months: 0, weeks: 0, days: 0 };

/** The link beside a name in the digest of the day before. */
function aStopLink(changes: Partial<StopClaims> = {}): StopClaims {
  const own = { campaign: 'birthday', customer: 'C1', record: 'customer/C1', path: {}, offset: '' };
  const dates = { nominal: '2027-03-15', dueOn: '2027-03-15', untilMs: Date.parse('2027-03-16T00:00:00+09:00') };
  return { purpose: 'stop', ...own, ...dates, ...changes };
}

/** The evening before C1's birthday, which a campaign is for. */
async function theDayBefore() {
  const world = aWorld({ now: '2027-03-14T18:00:00+09:00' });
  await world.keep(aCustomer('C1', { birthday: '2000-03-15' }));
  await world.goLive(aVersion());
  return world;
}

async function theRun(world: Awaited<ReturnType<typeof theDayBefore>>, day = '2027-03-15') {
  world.moveTo(`${day}T09:00:00+09:00`);
  await world.run('birthday', day);
  await world.sendAll();
}

describe('a mail that a person stops', () => {
  test('the day before is not sent on its day, is not counted by the run, and nobody is told', async () => {
    const world = await theDayBefore();
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({
      ...{ state: 'stopped', campaign: { name: '誕生日' }, customer: { id: 'C1' } },
      row: { state: 'stopped', reason: 'stopped-by-person', dueOn: '2027-03-15' },
    });
    await theRun(world);
    world.moveTo('2027-03-15T09:10:00+09:00');
    await world.sweep();
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toEqual([]);
    expect(world.rows()).toMatchObject([{ key: 'birthday#customer/C1#2027#', reason: 'stopped-by-person' }]);
    expect(world.notices).toEqual([]);
    expect(await world.tools.campaigns.openRuns()).toEqual([]);
  });

  test('is one mail alone: next year it is sent', async () => {
    const world = await theDayBefore();
    await stopOccurrence(world.tools, aStopLink());
    await theRun(world);
    await theRun(world, '2028-03-15');
    expect(world.mails).toHaveLength(1);
  });

  test('stays stopped when its date moves to a later day', async () => {
    const world = await theDayBefore();
    await stopOccurrence(world.tools, aStopLink());
    await world.keep(aCustomer('C1', { birthday: '2000-03-20' }));
    await theRun(world);
    await theRun(world, '2027-03-20');
    expect(world.mails).toEqual([]);
    expect(world.rows()).toMatchObject([{ reason: 'stopped-by-person' }]);
  });

  test('stays stopped while it remains due day after day', async () => {
    const world = aWorld({ now: '2027-03-01T10:00:00+09:00' });
    await world.keep(aCustomer('C1', { contractEnd: '2027-05-31', stopped: true }));
    const rule = { kind: 'within', within: { ...none, months: 3 } } as const;
    await world.goLive(aVersion({ trigger: { kind: 'date', path: ownDate('contractEnd'), rule } }));
    await theRun(world, '2027-03-01');
    expect(world.rows()).toMatchObject([{ reason: 'stop-flag' }]);
    const link = aStopLink({ nominal: '2027-05-31', dueOn: '2027-03-02' });
    expect(await stopOccurrence(world.tools, link)).toMatchObject({ state: 'stopped', row: { reason: 'stop-flag' } });

    await world.keep(aCustomer('C1', { contractEnd: '2027-05-31' }));
    expect(await readOccurrence(world.tools, link)).toMatchObject({ state: 'to-come' });
    expect(await stopOccurrence(world.tools, link)).toMatchObject({ row: { reason: 'stopped-by-person' } });
    await theRun(world, '2027-03-02');
    await theRun(world, '2027-03-03');
    expect(world.mails).toEqual([]);
  });

  test('can be stopped twice with the same result', async () => {
    const world = await theDayBefore();
    const first = await stopOccurrence(world.tools, aStopLink());
    world.moveTo('2027-03-14T19:00:00+09:00');
    expect(await stopOccurrence(world.tools, aStopLink())).toEqual(first);
  });

  test('by many people at once is written down once', async () => {
    const world = await theDayBefore();
    const answers = await Promise.all(Array.from({ length: 20 }, () => stopOccurrence(world.tools, aStopLink())));
    expect(answers.every(({ state }) => state === 'stopped')).toBe(true);
    expect(world.rows()).toHaveLength(1);
  });

  test('after its run but before its sender is stopped, and its sender leaves it alone', async () => {
    const world = await theDayBefore();
    world.moveTo('2027-03-15T09:00:00+09:00');
    await world.run('birthday', '2027-03-15');
    expect(world.offered).toHaveLength(1);
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'stopped' });
    await world.sendAll();
    expect(world.mails).toEqual([]);
  });

  test('is never both stopped and sent when sender and person meet', async () => {
    for (let lead = 0; lead < 12; lead += 1) {
      const world = await theDayBefore();
      world.moveTo('2027-03-15T09:00:00+09:00');
      await world.run('birthday', '2027-03-15');
      const sending = world.sendAll();
      for (let tick = 0; tick < lead; tick += 1) await Promise.resolve();
      const [{ state }] = await Promise.all([stopOccurrence(world.tools, aStopLink()), sending]);
      expect([state, world.mails.length]).toEqual(state === 'stopped' ? ['stopped', 0] : ['gone-out', 1]);
    }
  });

  test('may wait for an approver: then nobody needs to decide any more', async () => {
    const world = aWorld({ now: '2027-03-15T09:00:00+09:00' });
    await world.keep(aCustomer('C1', { birthday: '2000-03-15', approvalRequired: true }));
    await world.goLive(aVersion());
    await world.run('birthday', '2027-03-15');
    expect(world.rows()).toMatchObject([{ state: 'awaiting-approval' }]);
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'stopped' });
    expect(await world.tools.sendLog.waiting('2099-01-01T00:00:00Z')).toMatchObject({ items: [] });
  });
});

describe('a stop link tells', () => {
  test('that the mail is still to come, and changes nothing by being opened', async () => {
    const world = await theDayBefore();
    for (let visit = 0; visit < 50; visit += 1) {
      expect(await readOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'to-come' });
    }
    expect(world.rows()).toEqual([]);
  });

  test('that the mail has gone out, and does not pretend to stop it', async () => {
    const world = await theDayBefore();
    await theRun(world);
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({
      state: 'gone-out',
      row: { state: 'sent' },
    });
    expect(await resumeOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'gone-out' });
  });

  test('that it is over when the campaign was withdrawn, and still knows a mail that went out before', async () => {
    const world = await theDayBefore();
    await world.withdraw('birthday');
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'over', customer: { id: 'C1' } });
    expect(world.rows()).toEqual([]);
    await world.goLive(aVersion());
    await theRun(world);
    await world.withdraw('birthday');
    expect(await readOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'gone-out' });
  });

  test('that it is over when the date moved away, the customer is gone or its days are past', async () => {
    const world = await theDayBefore();
    expect(await stopOccurrence(world.tools, aStopLink({ customer: 'C9', record: 'customer/C9' }))).toEqual({
      state: 'over',
      campaign: expect.objectContaining({ id: 'birthday' }),
    });
    world.moveTo('2027-03-19T00:00:00+09:00');
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'over' });
    world.moveTo('2027-03-18T23:59:00+09:00');
    expect(await readOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'to-come' });
    await world.keep(aCustomer('C1', { birthday: '2000-04-01' }));
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'over' });
    expect(world.rows()).toEqual([]);
  });

  test('that it is over when the run found a reason of its own not to send', async () => {
    const world = await theDayBefore();
    await world.keep(aCustomer('C1', { birthday: '2000-03-15', consent: false }));
    await theRun(world);
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({
      state: 'over',
      row: { reason: 'no-consent' },
    });
  });

  test('of the same mail when the campaign file got another name since', async () => {
    const world = await theDayBefore();
    await world.withdraw('birthday');
    await world.goLive(aVersion({ id: 'happy-birthday', identity: 'birthday' }));
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'stopped' });
    world.moveTo('2027-03-15T09:00:00+09:00');
    await world.run('happy-birthday', '2027-03-15');
    expect(world.rows()).toMatchObject([{ state: 'stopped', campaign: 'happy-birthday' }]);
  });
});

describe('a stop that is taken back', () => {
  test('before the due day waits for the due time and then sends once', async () => {
    const world = await theDayBefore();
    await stopOccurrence(world.tools, aStopLink());
    expect(await resumeOccurrence(world.tools, aStopLink())).toMatchObject({
      state: 'to-come',
      row: { state: 'waiting', reason: 'resumed' },
    });
    await world.sweep();
    expect(world.planned.filter(({ kind }) => kind === 'again')).toEqual([]);
    await theRun(world);
    await world.sweep();
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toHaveLength(1);
    expect(world.rows()).toMatchObject([{ state: 'sent' }]);
  });

  test('on the due day after the run is planned again at once, once', async () => {
    const world = await theDayBefore();
    await stopOccurrence(world.tools, aStopLink());
    await theRun(world);
    world.moveTo('2027-03-15T11:00:00+09:00');
    await Promise.all(Array.from({ length: 20 }, () => resumeOccurrence(world.tools, aStopLink())));
    expect(world.planned).toEqual([{ kind: 'again', rows: [{ customer: 'C1', key: 'birthday#customer/C1#2027#' }] }]);
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toHaveLength(1);
  });

  test('is decided again in full: a customer who has said no meanwhile gets nothing', async () => {
    const world = await theDayBefore();
    await stopOccurrence(world.tools, aStopLink());
    await resumeOccurrence(world.tools, aStopLink());
    await world.keep(aCustomer('C1', { birthday: '2000-03-15', consent: false }));
    await theRun(world);
    await world.sweep();
    await world.planAll();
    await world.sendAll();
    expect(world.mails).toEqual([]);
    expect(world.rows()).toMatchObject([{ state: 'skipped', reason: 'no-consent' }]);
  });

  test('can be stopped again', async () => {
    const world = await theDayBefore();
    await stopOccurrence(world.tools, aStopLink());
    await resumeOccurrence(world.tools, aStopLink());
    expect(await stopOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'stopped' });
    await theRun(world);
    await world.sweep();
    await world.planAll();
    expect([world.mails, world.planned]).toEqual([[], []]);
  });

  test('is nothing that a link can do for a mail which the stop flag stopped', async () => {
    const world = await theDayBefore();
    await world.keep(aCustomer('C1', { birthday: '2000-03-15', stopped: true }));
    await theRun(world);
    expect(await resumeOccurrence(world.tools, aStopLink())).toMatchObject({
      state: 'stopped',
      row: { reason: 'stop-flag' },
    });
    expect(world.planned).toEqual([]);
  });

  test('is nothing that a link can do when the mail has become too old, or its campaign is withdrawn', async () => {
    const world = await theDayBefore();
    await stopOccurrence(world.tools, aStopLink());
    world.moveTo('2027-03-19T09:00:00+09:00');
    expect(await resumeOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'over' });
    world.moveTo('2027-03-15T09:00:00+09:00');
    await world.withdraw('birthday');
    expect(await resumeOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'over' });
    expect(world.rows()).toMatchObject([{ reason: 'stopped-by-person' }]);
  });

  test('is nothing that a link can do when nothing was stopped', async () => {
    const world = await theDayBefore();
    expect(await resumeOccurrence(world.tools, aStopLink())).toMatchObject({ state: 'to-come' });
    expect([world.rows(), world.planned]).toEqual([[], []]);
  });
});
