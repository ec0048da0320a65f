import { createCampaignStore } from '../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { localDate } from '../../lambda/domain/calendar/zone.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import { endsOfDayMs, eveOfDayMs } from './day-bounds.ts';

/** Fires everything due from one day to another, by the dates of each campaign's own zone, and waits until all is done. */
export async function runDays(
  cloud: Pick<LocalCloud, 'runUntil' | 'dynamo' | 'variable'>,
  { from, until }: { readonly from: IsoDate; readonly until: IsoDate },
  zones: readonly string[],
): Promise<void> {
  const { campaigns } = await createCampaignStore({
    client: cloud.dynamo,
    table: cloud.variable('CAMPAIGNS_TABLE'),
  }).manifest();
  const { firstMs, lastMs } = endsOfDayMs(until, zones);
  const eveMs = eveOfDayMs(from, zones);
  await cloud.runUntil(lastMs, ({ scheduledAtMs, schedule }) => {
    // Sweep would take the next day of a zone ahead for now, and let expire what is still valid on the last day asked
    // for. On the days before the first one it would start their runs, which are missed, on days nobody asked for.
    if (schedule.expression.startsWith('rate(')) return eveMs <= scheduledAtMs && scheduledAtMs <= firstMs;
    const campaign: unknown = JSON.parse(schedule.target.Input ?? '{}').campaign;
    const zone = campaigns[String(campaign)]?.timeZone ?? schedule.timeZone;
    const date = localDate(scheduledAtMs, zone);
    // A daily run of an earlier day was missed, and the next one makes up for it; what happens once is not repeated.
    const isOnce = schedule.expression.startsWith('at(');
    return date <= until && (isOnce || from <= date);
  });
}
