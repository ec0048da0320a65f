import type { IsoDate } from '../domain/calendar/plain-date.ts';
import type { Clock } from '../ports.ts';
import { type TellHeldRunTools, tellHeldRun } from './brake/tell-held-run.ts';
import type { RunTools } from './plan-run.ts';

/**
 * Closes a run that is planned to its end. The card is on its queue before: should this stop in between, people hear of
 * the run twice rather than never.
 */
export async function finishRun(
  tools: TellHeldRunTools & Pick<RunTools, 'campaigns' | 'clock'>,
  campaign: string,
  date: IsoDate,
): Promise<void> {
  const { campaigns, queues } = tools;
  const run = await campaigns.run(campaign, date);
  if (run === undefined || run.plannedAt !== undefined) return;
  const { counts, held } = run;
  if (held !== undefined) await tellHeldRun(tools, run, held);
  else if (Object.keys(counts).length > 0) await queues.notify([{ kind: 'run', campaign, date, counts }]);
  await campaigns.markRun(campaign, date, 'plannedAt', now(tools));
}

function now({ clock }: { readonly clock: Clock }): string {
  return new Date(clock.nowMs()).toISOString();
}
