import type { RunHold, RunRow } from '../../domain/campaign/run-row.ts';
import type { CampaignStore, Queues, SendLog } from '../../ports.ts';
import { heldRows } from './held-rows.ts';

/** What telling people of a held run needs. */
export interface TellHeldRunTools {
  readonly campaigns: Pick<CampaignStore, 'holdRun'>;
  readonly sendLog: Pick<SendLog, 'byRun' | 'getMany'>;
  readonly queues: Pick<Queues, 'notify' | 'plan'>;
  readonly hasTime: () => boolean;
}

/** Asks people about a run that the brake holds, with its number; one that somebody has decided meanwhile is carried out. */
export async function tellHeldRun(tools: TellHeldRunTools, run: RunRow, hold: RunHold): Promise<void> {
  const { campaign, date } = run;
  if (run.decision !== undefined) return tools.queues.plan([{ kind: 'release', campaign, date }]);
  const held = { ...hold, ...(await numberOf(tools, run)) };
  await tools.campaigns.holdRun(campaign, date, held);
  await tools.queues.notify([{ kind: 'run-held', campaign, date, ...held }]);
}

/** The log knows better than the run's counts, which whoever was stopped halfway did not add to; its index may lag behind. */
async function numberOf(
  { sendLog, hasTime }: TellHeldRunTools,
  run: RunRow,
): Promise<Pick<RunHold, 'mails' | 'isMore'>> {
  const counted = run.counts['waiting:brake'] ?? 0;
  let mails = 0;
  for await (const { rows, next } of heldRows(sendLog, run)) {
    mails += rows.length;
    if (next !== undefined && !hasTime()) return { mails: Math.max(mails, counted), isMore: true };
  }
  return { mails: Math.max(mails, counted), isMore: false };
}
