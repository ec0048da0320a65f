import { describe, expect, test } from 'vitest';
import type { Campaign } from '../../../lambda/domain/campaign/campaign.ts';
import { lastRunDue } from '../../../lambda/domain/campaign/last-run-due.ts';
import { aVersion } from '../../support/builders.ts';

const longAgo = '2026-01-01T00:00:00Z';

/** The date of the last run due at an instant, `date *` where its local time does not exist. */
function due(now: string, changes: Partial<Campaign> = {}, enabledAt = longAgo): string | undefined {
  const found = lastRunDue(aVersion(changes).campaign, Date.parse(enabledAt), Date.parse(now));
  return found && `${found.date} ${new Date(found.dueMs).toISOString()}${found.isSkipped ? ' *' : ''}`;
}

describe('the last run that is due', () => {
  test('is today’s from its time on, in the campaign’s own zone', () => {
    expect(due('2027-03-14T08:59:59+09:00')).toBeUndefined();
    expect(due('2027-03-14T09:00:00+09:00')).toBe('2027-03-14 2027-03-14T00:00:00.000Z');
    expect(due('2027-03-14T23:59:59+09:00')).toBe('2027-03-14 2027-03-14T00:00:00.000Z');
    const inLondon = { timeZone: 'Europe/London' };
    expect(due('2027-06-14T08:00:00Z', inLondon)).toBe('2027-06-14 2027-06-14T08:00:00.000Z');
  });

  test('is that of last night in the hours after midnight, and nobody’s once today’s own is nearer', () => {
    const late = { at: '23:50' };
    expect(due('2027-03-15T00:20:00+09:00', late)).toBe('2027-03-14 2027-03-14T14:50:00.000Z');
    expect(due('2027-03-15T05:50:00+09:00', late)).toBe('2027-03-14 2027-03-14T14:50:00.000Z');
    expect(due('2027-03-15T05:51:00+09:00', late)).toBeUndefined();
    // Nobody gets this morning's mail of yesterday in the middle of the night.
    expect(due('2027-03-15T00:20:00+09:00')).toBeUndefined();
  });

  test('is none that lies before the campaign was switched on', () => {
    expect(due('2027-03-14T12:00:00+09:00', {}, '2027-03-14T09:00:00+09:00')).toBeUndefined();
    expect(due('2027-03-14T12:00:00+09:00', {}, '2027-03-14T08:59:59+09:00')).toBeDefined();
    const late = { at: '23:50' };
    expect(due('2027-03-15T00:20:00+09:00', late, '2027-03-14T23:55:00+09:00')).toBeUndefined();
  });

  test('is none of a campaign that is off, that events start, or that is not active on that day', () => {
    const noon = '2027-03-14T12:00:00+09:00';
    expect(due(noon, { enabled: false })).toBeUndefined();
    expect(due(noon, { trigger: { kind: 'event', event: 'downloaded' } })).toBeUndefined();
    expect(due(noon, { activeFrom: '2027-03-15' })).toBeUndefined();
    expect(due(noon, { activeUntil: '2027-03-13' })).toBeUndefined();
    expect(due(noon, { activeFrom: '2027-03-14', activeUntil: '2027-03-14' })).toBeDefined();
    // Its last day was yesterday, and was missed in the evening.
    expect(due('2027-03-15T00:20:00+09:00', { at: '23:50', activeUntil: '2027-03-14' })).toMatch(/^2027-03-14/);
  });

  test('is marked on the day on which summer time skips its time', () => {
    const inNewYork = { timeZone: 'America/New_York', at: '02:30' };
    expect(due('2027-03-14T07:30:00Z', inNewYork)).toBe('2027-03-14 2027-03-14T07:30:00.000Z *');
    expect(due('2027-03-15T06:30:00Z', inNewYork)).toBe('2027-03-15 2027-03-15T06:30:00.000Z');
    // The hour that comes twice is no gap: it is due the first time.
    const inAutumn = { timeZone: 'America/New_York', at: '01:30' };
    expect(due('2027-11-07T06:00:00Z', inAutumn)).toBe('2027-11-07 2027-11-07T05:30:00.000Z');
  });
});
