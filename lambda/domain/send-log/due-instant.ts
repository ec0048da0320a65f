import { instantOf } from '../calendar/zone.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { SendRow } from './send-row.ts';

/**
 * The instant (ms since 1970 UTC) before which a mail does not leave: its due day at the campaign's time. 0 for an
 * event's mail, whose row is written only when it has come due.
 */
export function dueInstantMs({ trigger, at, timeZone }: Campaign, { dueOn }: Pick<SendRow, 'dueOn'>): number {
  return trigger.kind === 'event' ? 0 : instantOf(dueOn, at, timeZone);
}
