import { describe, expect, test } from 'vitest';
import { closeGate, openGate } from '../../../lambda/domain/sending/close-gate.ts';
import { gateNews } from '../../../lambda/domain/sending/gate-news.ts';

const at = (time: string) => `2027-03-${time}:00.000Z`;
const ms = (time: string) => Date.parse(at(time));
const untold = { closedAt: undefined, openAt: undefined };

function closed(cause: 'daily-quota' | 'account-paused', time: string) {
  return closeGate({ state: 'open' }, { cause, error: '', until: at(time) }, at(time));
}

describe('a gate that closes again within a quarter of an hour', () => {
  test('was never really open', () => {
    const open = openGate(closed('account-paused', '14T09:00'), at('14T10:00'));
    const again = { cause: 'account-paused', error: 'x', until: at('14T10:20') } as const;
    expect(closeGate(open, again, at('14T10:14'))).toMatchObject({ since: at('14T09:00') });
    expect(closeGate(open, again, at('14T10:15'))).toMatchObject({ since: at('14T10:15') });
    expect(closeGate(open, { ...again, cause: 'sandbox' }, at('14T10:01'))).toMatchObject({ since: at('14T10:01') });
  });
});

describe('what people are told of the gate', () => {
  test('is once that it is closed, however long it lasts', () => {
    const gate = closed('account-paused', '14T09:00');
    expect(gateNews(gate, untold, ms('14T09:05'))).toEqual({
      ...{ state: 'closed', cause: 'account-paused', at: at('14T09:00') },
    });
    for (const time of ['14T09:10', '15T09:10', '20T09:00']) {
      expect(gateNews(gate, { closedAt: at('14T09:05'), openAt: undefined }, ms(time))).toBeUndefined();
    }
  });

  test('is that it is open once that has lasted, to those who were told of it', () => {
    const gate = openGate(closed('account-paused', '14T09:00'), at('14T10:00'));
    const told = { closedAt: at('14T09:05'), openAt: undefined };
    expect(gateNews(gate, told, ms('14T10:14'))).toBeUndefined();
    expect(gateNews(gate, told, ms('14T10:15'))).toEqual({
      ...{ state: 'open', cause: 'account-paused', at: at('14T10:00'), since: at('14T09:00') },
    });
    expect(gateNews(gate, { ...told, openAt: at('14T10:15') }, ms('14T10:20'))).toBeUndefined();
    expect(gateNews(gate, untold, ms('14T10:20'))).toBeUndefined();
    expect(gateNews({ state: 'open' }, told, ms('14T10:20'))).toBeUndefined();
  });

  test('is not the same cause again within a day, unless it lasts while people believe that mails leave', () => {
    const told = { closedAt: at('14T09:05'), openAt: at('14T10:15') };
    const paused = closed('account-paused', '14T12:00');
    expect(gateNews(paused, told, ms('14T12:55'))).toBeUndefined();
    expect(gateNews(paused, told, ms('14T13:00'))).toMatchObject({ state: 'closed', at: at('14T12:00') });
    const quota = closed('daily-quota', '14T12:00');
    expect(gateNews(quota, told, ms('15T09:00'))).toBeUndefined();
    expect(gateNews(quota, told, ms('15T09:05'))).toMatchObject({ state: 'closed', at: at('14T12:00') });
  });
});
