import { isBraked } from '../domain/brake/mails-of-run.ts';
import { dropHeldRow } from './brake/drop-held-row.ts';
import { heldRows } from './brake/held-rows.ts';
import { releaseByExpectation } from './brake/release-by-expectation.ts';
import { eachByItself } from './each-by-itself.ts';
import { againMessages, type PlanMessage } from './messages.ts';
import type { RunTools } from './plan-run.ts';

const CONCURRENCY = 25;

/**
 * Carries out what was decided of a held run: released mails are each decided again in full, dropped ones are cancelled.
 * Repeating it changes nothing. Without a date, runs are released that the campaign's new `expect` takes.
 */
export async function releaseRun(tools: RunTools, message: Extract<PlanMessage, { kind: 'release' }>): Promise<void> {
  const { campaign, date } = message;
  if (date === undefined) return releaseByExpectation(tools, campaign);
  const run = await tools.campaigns.run(campaign, date);
  if (run?.held === undefined || run.decision === undefined) return;
  let mails = 0;
  for await (const { rows, next } of heldRows(tools.sendLog, run, message)) {
    if (isBraked(run)) await eachByItself(rows, (row) => dropHeldRow(tools, row), CONCURRENCY);
    else await tools.queues.plan(againMessages(rows));
    mails += rows.length;
    if (next === undefined || tools.hasTime()) continue;
    await tools.queues.plan([{ kind: 'release', campaign, date, ...next }]);
    break;
  }
  tools.log.info('run-decided', { campaign, date, decision: run.decision.decision, mails });
}
