import { expect, test } from 'vitest';
import type { ClosedGate } from '../../../lambda/domain/sending/mail-gate.ts';
import type { MailGate } from '../../../lambda/ports.ts';
import { describeStores } from './backends.ts';

const at = '2027-03-14T00:00:00.000Z';
const soon = '2027-03-14T00:05:00.000Z';
const later = '2027-03-14T01:00:00.000Z';
const quota = { cause: 'daily-quota', error: 'Throttling: Daily message quota exceeded.', until: soon } as const;
const paused = { cause: 'account-paused', error: '', until: at } as const;

async function closed(gate: MailGate): Promise<ClosedGate> {
  const state = await gate.read();
  if (state.state !== 'closed') throw new Error('The gate is open');
  return state;
}

describeStores('the gate of all mail', (stores) => {
  test('is open until somebody closes it, and says since when and why', async () => {
    const gate = await stores.mailGate();
    expect(await gate.read()).toEqual({ state: 'open' });
    expect(await gate.close(quota, at)).toBe(true);
    expect(await gate.read()).toEqual({ state: 'closed', ...quota, since: at });
  });

  test('is closed once, however many senders find out at the same time', async () => {
    const gate = await stores.mailGate();
    const closings = await Promise.all(Array.from({ length: 5 }, () => gate.close(quota, at)));
    expect(closings.filter((isFirst) => isFirst)).toHaveLength(1);
  });

  test('stays closed for longer when it is closed again, and since when it was', async () => {
    const gate = await stores.mailGate();
    await gate.close(quota, at);
    expect(await gate.close({ ...quota, error: '', until: later }, soon)).toBe(false);
    expect(await gate.read()).toEqual({ state: 'closed', ...quota, until: later, since: at });
    await gate.close({ ...quota, until: at }, soon);
    expect(await gate.read()).toMatchObject({ until: later });
  });

  test('says another cause when there is another', async () => {
    const gate = await stores.mailGate();
    await gate.close(quota, at);
    expect(await gate.close(paused, soon)).toBe(false);
    expect(await gate.read()).toEqual({ state: 'closed', ...paused, since: soon });
  });

  test('is opened by one, and remembers how long it was closed', async () => {
    const gate = await stores.mailGate();
    await gate.close(quota, at);
    const seen = await closed(gate);
    const openings = await Promise.all([gate.open(seen, later), gate.open(seen, later)]);
    expect(openings.filter((isFirst) => isFirst)).toHaveLength(1);
    const lastClosed = { cause: 'daily-quota', since: at, openedAt: later };
    expect(await gate.read()).toEqual({ state: 'open', lastClosed });
    expect(await gate.close(paused, later)).toBe(true);
    expect(await gate.read()).toEqual({ state: 'closed', ...paused, since: later });
  });

  test('is not opened by who has not seen that it was closed for longer', async () => {
    const gate = await stores.mailGate();
    await gate.close(quota, at);
    const seen = await closed(gate);
    await gate.close({ ...quota, until: later }, soon);
    expect(await gate.open(seen, soon)).toBe(false);
    expect(await gate.read()).toMatchObject({ state: 'closed', until: later });
  });
});
