import type { CampaignStore, RunRow } from '../../../ports.ts';
import { getItems } from '../batches.ts';
import { newChangeId } from '../change-id.ts';
import { StoreError } from '../store-error.ts';
import { deleteItem, getItem, ifAbsent, putItem, queryAll, queryPage, type TableRef, updateItem } from '../table.ts';
import { countAttribute, fromRunItem, OPEN_RUNS_PK, openRunKey, runKey, toRunItem } from './run-items.ts';

type Runs = Pick<
  CampaignStore,
  'openRun' | 'addRunCounts' | 'markRun' | 'openRuns' | 'run' | 'lastRuns' | 'holdRun' | 'decideRun'
>;

/** The part of a campaign store that keeps runs. */
export function createRuns(ref: TableRef): Runs {
  return {
    async openRun(run) {
      const key = runKey(run.campaign, run.date);
      const there = await getItem(ref, key);
      if (there !== undefined) return reopen(ref, fromRunItem(there), run.startedAt);
      // Listed first: a run that stops right here is still seen by sweep.
      await putItem(ref, toRunItem(openRunKey(run.campaign, run.date), run));
      if (await putItem(ref, toRunItem(key, run), ifAbsent(ref))) return run;
      const first = await getItem(ref, key);
      return first === undefined ? run : fromRunItem(first);
    },

    async addRunCounts(campaign, date, counts) {
      const entries = Object.entries(counts);
      if (entries.length === 0) return;
      const added = await updateItem(ref, runKey(campaign, date), {
        update: `ADD ${entries.map((_, n) => `#c${n} :c${n}`).join(', ')}`,
        condition: 'attribute_exists(pk)',
        names: Object.fromEntries(entries.map(([name], n) => [`#c${n}`, countAttribute(name)])),
        values: Object.fromEntries(entries.map(([, count], n) => [`:c${n}`, count])),
      });
      if (!added) throw new StoreError(`No run of ${campaign} on ${date} to count for`, { retryable: false });
    },

    async markRun(campaign, date, mark, at) {
      const key = runKey(campaign, date);
      const marked = await updateItem(ref, key, {
        update: 'SET #mark = :at',
        condition: 'attribute_exists(pk) AND attribute_not_exists(#mark)',
        names: { '#mark': mark },
        values: { ':at': at },
      });
      // Also when it was drained before: whoever did that may have stopped before this line.
      if (mark === 'drainedAt') await unlist(ref, campaign, date);
      return marked;
    },

    async run(campaign, date) {
      const item = await getItem(ref, runKey(campaign, date));
      return item && fromRunItem(item);
    },

    async lastRuns(campaign, { from = '', before, limit }) {
      // A key condition takes one range: what begins with `run#` lies before `run$`.
      const range = { ':from': runKey(campaign, from).sk, ':until': before ? runKey(campaign, before).sk : 'run$' };
      const { items } = await queryPage(ref, {
        where: {
          expression: '#pk = :pk AND #sk BETWEEN :from AND :until',
          names: { '#pk': 'pk', '#sk': 'sk' },
          values: { ':pk': runKey(campaign, '').pk, ...range },
        },
        ...{ newestFirst: true, limit: limit + 1 },
      });
      const runs = items.map(fromRunItem).filter(({ date }) => before === undefined || date < before);
      return runs.slice(0, limit);
    },

    async holdRun(campaign, date, held) {
      const key = runKey(campaign, date);
      const condition = 'attribute_exists(pk)';
      const changeId = newChangeId();
      const isFirst = await updateItem(ref, key, {
        update: 'SET #held = :held, heldId = :id',
        condition: `${condition} AND attribute_not_exists(#held)`,
        names: { '#held': 'held' },
        values: { ':held': held, ':id': changeId },
      });
      if (isFirst || (await getItem(ref, key))?.heldId === changeId) return true;
      const change = { update: 'SET #held = :held', names: { '#held': 'held' }, values: { ':held': held } };
      if (await updateItem(ref, key, { ...change, condition })) return false;
      throw new StoreError(`No run of ${campaign} on ${date} to hold`, { retryable: false });
    },

    async decideRun(campaign, date, decision) {
      const key = runKey(campaign, date);
      const changeId = newChangeId();
      const isFirst = await updateItem(ref, key, {
        update: 'SET #decision = :decision, decisionId = :id',
        condition: 'attribute_exists(#held) AND attribute_not_exists(#decision)',
        names: { '#held': 'held', '#decision': 'decision' },
        values: { ':decision': decision, ':id': changeId },
      });
      if (isFirst) return decision;
      const item = await getItem(ref, key);
      return item?.decisionId === changeId ? decision : item && fromRunItem(item).decision;
    },

    async openRuns() {
      const listed = (await queryAll(ref, ofPartition(OPEN_RUNS_PK))).map(fromRunItem);
      const items = await getItems(
        ref,
        listed.map(({ campaign, date }) => runKey(campaign, date)),
      );
      const rows = new Map(items.map(fromRunItem).map((row) => [nameOf(row), row]));
      return listed.map((run) => rows.get(nameOf(run)) ?? run).filter((run) => run.drainedAt === undefined);
    },
  };
}

/** A drained run that gets another row is watched again. */
async function reopen(ref: TableRef, { drainedAt, ...there }: RunRow, reopenedAt: string): Promise<RunRow> {
  if (drainedAt === undefined) return there;
  const run = { ...there, reopenedAt };
  await putItem(ref, toRunItem(openRunKey(run.campaign, run.date), run));
  await updateItem(ref, runKey(run.campaign, run.date), {
    update: 'REMOVE #drained SET #reopened = :reopenedAt',
    condition: '#drained = :at',
    names: { '#drained': 'drainedAt', '#reopened': 'reopenedAt' },
    values: { ':at': drainedAt, ':reopenedAt': reopenedAt },
  });
  return run;
}

/** Takes a drained run off the list of open ones, unless somebody has opened it again since it was looked at. */
async function unlist(ref: TableRef, campaign: string, date: string): Promise<void> {
  const item = await getItem(ref, runKey(campaign, date));
  if (item?.drainedAt === undefined) return;
  const { reopenedAt } = item;
  const asSeen =
    reopenedAt === undefined
      ? { expression: 'attribute_not_exists(reopenedAt)' }
      : { expression: 'reopenedAt = :seen', values: { ':seen': reopenedAt } };
  await deleteItem(ref, openRunKey(campaign, date), asSeen);
}

function nameOf({ campaign, date }: RunRow): string {
  return `${campaign}#${date}`;
}

function ofPartition(pk: string) {
  return { expression: '#pk = :pk', names: { '#pk': 'pk' }, values: { ':pk': pk } };
}
