import type { CampaignStore, Log, Schedules } from '../ports.ts';

const MAX_ROUNDS = 5;

/**
 * Brings the daily schedules into line with the live manifest: one for each enabled campaign that a date starts, none
 * else. If the manifest changes meanwhile it starts over, so that the last state wins.
 */
export async function reconcileSchedules(campaigns: CampaignStore, schedules: Schedules, log: Log): Promise<void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const manifest = await campaigns.manifest();
    const wanted = Object.entries(manifest.campaigns).filter(([, entry]) => entry.enabled && entry.event === undefined);
    const existing = new Set(await schedules.list());
    for (const [campaign, { at, timeZone }] of wanted) {
      existing.delete(campaign);
      if (await schedules.ensureDaily({ campaign, at, timeZone })) log.info('schedule-set', { campaign });
    }
    for (const campaign of existing) {
      await schedules.removeDaily(campaign);
      log.info('schedule-removed', { campaign });
    }
    if ((await campaigns.manifest()).revision === manifest.revision) return;
  }
  log.warn('schedules-unsettled');
}
