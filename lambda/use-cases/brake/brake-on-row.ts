import { addDays } from '../../domain/calendar/plain-date.ts';
import type { SendRow } from '../../domain/send-log/send-row.ts';
import type { CampaignStore } from '../../ports.ts';

/** What the brake says of one row: its run is held, was released or dropped; undefined when it never was held. */
export type BrakeOnRow = 'held' | 'released' | 'dropped' | undefined;

/** A run covers at most so many days, and one every day. */
const RUNS = 400;

/** Looks up the run that covers rows' due days; each day of a campaign is asked for once. */
export function brakeOnRows(campaigns: Pick<CampaignStore, 'lastRuns'>): (row: SendRow) => Promise<BrakeOnRow> {
  const known = new Map<string, Promise<BrakeOnRow>>();
  return (row) => {
    const name = `${row.campaign}#${row.dueOn}`;
    const answer = known.get(name) ?? look(campaigns, row);
    known.set(name, answer);
    return answer;
  };
}

async function look(
  campaigns: Pick<CampaignStore, 'lastRuns'>,
  { campaign, dueOn }: Pick<SendRow, 'campaign' | 'dueOn'>,
): Promise<BrakeOnRow> {
  const runs = await campaigns.lastRuns(campaign, { from: dueOn, before: addDays(dueOn, RUNS), limit: RUNS });
  // Where a run that stopped halfway was made up for, the later one is what people were asked about.
  const run = runs.find(({ days, held }) => held !== undefined && days.includes(dueOn));
  return run && (run.decision?.decision ?? 'held');
}
