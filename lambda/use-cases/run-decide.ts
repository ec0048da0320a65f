import { keptWords } from '../domain/approval/kept-words.ts';
import type { HeldRunView } from '../domain/brake/held-run-view.ts';
import { mailsOfRun } from '../domain/brake/mails-of-run.ts';
import type { Campaign } from '../domain/campaign/campaign.ts';
import type { RunDecision, RunRow } from '../domain/campaign/run-row.ts';
import { expiryMs } from '../domain/send-log/validity.ts';
import type { CampaignStore, Clock, CustomerReader, Queues, SendLog } from '../ports.ts';
import { heldRows } from './brake/held-rows.ts';

/** What looking at a held run and deciding it need. */
export interface RunDecideTools {
  readonly campaigns: Pick<CampaignStore, 'manifest' | 'version' | 'run' | 'lastRuns' | 'decideRun'>;
  readonly customers: Pick<CustomerReader, 'getMany'>;
  readonly sendLog: Pick<SendLog, 'byRun' | 'getMany'>;
  readonly queues: Pick<Queues, 'plan'>;
  readonly clock: Clock;
}

/** A person's word on a held run. */
export type RunAnswer = Omit<RunDecision, 'at'>;

/** What came of an answer: `decided` by it, `already` by an earlier one, or the mails' time is `over`. */
export interface RunOutcome {
  readonly kind: 'decided' | 'already' | 'over';
  readonly view: HeldRunView;
}

const SHOWN_RUNS = 10;
const SHOWN_CUSTOMERS = 5;
const PAGES_READ = 3;

/** A held run, or one that was, as people decide on it; undefined when there is none. Changes nothing. */
export async function readHeldRun(
  tools: RunDecideTools,
  { campaign: id, date }: Pick<RunRow, 'campaign' | 'date'>,
): Promise<HeldRunView | undefined> {
  const run = await tools.campaigns.run(id, date);
  if (run?.held === undefined) return undefined;
  const [campaign, earlier, customers] = await Promise.all([
    liveCampaign(tools, id),
    tools.campaigns.lastRuns(id, { before: date, limit: 100 }),
    run.decision === undefined ? someCustomers(tools, run) : [],
  ]);
  return {
    ...{ run, held: run.held, customers, mails: mailsOfRun(run), untilMs: campaign ? expiryMs(campaign, date) : 0 },
    lastRuns: earlier.filter((each) => mailsOfRun(each) > 0).slice(0, SHOWN_RUNS),
    ...(campaign && { campaign }),
  };
}

/**
 * Releases or drops a held run, once: the first answer stands. Plan then carries it out; repeating an answer asks plan
 * again, which changes nothing that is done already.
 */
export async function decideHeldRun(
  tools: RunDecideTools,
  ref: Pick<RunRow, 'campaign' | 'date'>,
  answer: RunAnswer,
): Promise<RunOutcome | undefined> {
  const { campaign, date } = ref;
  const before = await readHeldRun(tools, ref);
  if (before === undefined) return undefined;
  const nowMs = tools.clock.nowMs();
  if (before.run.decision === undefined && nowMs >= before.untilMs) return { kind: 'over', view: before };
  const own = { ...answer, ...keptWords(answer), at: new Date(nowMs).toISOString() };
  const standing = before.run.decision ?? (await tools.campaigns.decideRun(campaign, date, own));
  // Also for who comes later: whoever decided may have been stopped before this line.
  await tools.queues.plan([{ kind: 'release', campaign, date }]);
  const view = (await readHeldRun(tools, ref)) ?? before;
  return { kind: standing === own ? 'decided' : 'already', view };
}

async function liveCampaign({ campaigns }: RunDecideTools, id: string): Promise<Campaign | undefined> {
  const entry = (await campaigns.manifest()).campaigns[id];
  return entry && (await campaigns.version(id, entry.version))?.campaign;
}

/** Some of those whom the run would mail, to be recognized; few reads, whatever the run's size. */
async function someCustomers({ customers, sendLog }: RunDecideTools, run: RunRow): Promise<HeldRunView['customers']> {
  const ids = new Set<string>();
  let pages = 0;
  for await (const { rows } of heldRows(sendLog, { ...run, days: run.days.slice(-PAGES_READ) })) {
    for (const { customer } of rows) if (ids.size < SHOWN_CUSTOMERS) ids.add(customer);
    pages += 1;
    if (ids.size === SHOWN_CUSTOMERS || pages === PAGES_READ) break;
  }
  const found = await customers.getMany([...ids].map((id) => ({ type: 'customer', id })));
  return [...ids].map((id) => ({ id, customer: found.get(`customer/${id}`) }));
}
