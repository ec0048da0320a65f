import { brakeLimit } from '../../domain/brake/brake-limit.ts';
import { usualBrake } from '../../domain/brake/brake-setting.ts';
import { daysThatMail } from '../../domain/brake/days-that-mail.ts';
import { isBraked, mailsOfRun } from '../../domain/brake/mails-of-run.ts';
import { shiftDate } from '../../domain/calendar/duration.ts';
import { localDate } from '../../domain/calendar/zone.ts';
import type { RunRow } from '../../domain/campaign/run-row.ts';
import { findLiveCampaign } from '../live-campaign.ts';
import type { RunTools } from '../plan-run.ts';
import { HISTORY_RUNS } from './check-brake.ts';

/** Releases held runs that the campaign as it is live now would not hold: who published its `expect` gave their word. */
export async function releaseByExpectation(tools: RunTools, campaign: string): Promise<void> {
  const live = await findLiveCampaign(tools.campaigns, campaign);
  if (live === undefined) return;
  const nowMs = tools.clock.nowMs();
  const { validFor, timeZone } = live.version.campaign;
  const oldest = shiftDate(localDate(nowMs, timeZone), validFor, -1);
  const runs = await tools.campaigns.lastRuns(campaign, { limit: HISTORY_RUNS });
  for (const run of runs.filter((each) => isUndecided(each) && each.date >= oldest)) {
    const { date } = run;
    const days = daysThatMail(live.version.campaign, run);
    const earlier = runs.filter((each) => each.date < date);
    const { limit } = brakeLimit(live.version.campaign, earlier, days.length, tools.stage.brake ?? usualBrake);
    if (mailsOfRun(run) > limit) continue;
    await tools.campaigns.decideRun(campaign, date, {
      ...{ decision: 'released', by: live.entry.uploadedBy?.join(', ') ?? '', comment: `expect: ${limit}` },
      at: new Date(nowMs).toISOString(),
    });
    await tools.queues.plan([{ kind: 'release', campaign, date }]);
  }
}

/** What is not planned to its end has no number yet. */
function isUndecided(run: RunRow): boolean {
  return isBraked(run) && run.decision === undefined && run.plannedAt !== undefined;
}
