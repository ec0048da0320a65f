import { createCampaignStore } from '../../lambda/adapters/dynamo/campaigns/campaign-store.ts';
import { createCustomerStore } from '../../lambda/adapters/dynamo/customers/customer-store.ts';
import { addDays, type IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { instantOf } from '../../lambda/domain/calendar/zone.ts';
import { textOf } from '../../lambda/domain/records/record.ts';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import { readSendLog } from '../run/read-outcome.ts';
import { runServedDays } from '../run/run-served-days.ts';
import { readCampaigns } from './read-campaigns.ts';
import { readTroubles } from './read-troubles.ts';
import { takeUpload } from './take-upload.ts';
import type { ViewerBackend } from './viewer-backend.ts';

/** What the viewer looks into: a cloud in which every day up to `date` has run. */
export interface LocalCloudBackendOptions {
  readonly cloud: LocalCloud;
  readonly stage: StageConfig;
  /** The zones that campaigns run in, the stage's first. */
  readonly zones: readonly string[];
  readonly date: IsoDate;
  /** Called when the clock has been moved. */
  readonly onMoved?: () => Promise<void>;
}

/**
 * The local cloud as the viewer sees it; its clock should be held, so that runs alone move it. A run ends when its day is
 * about to be over everywhere, so the clock that is shown stops a second before midnight: people look at that day.
 */
export function createLocalCloudBackend(options: LocalCloudBackendOptions): ViewerBackend {
  const { cloud, stage, zones, date, onMoved = async () => {} } = options;
  const client = cloud.dynamo;
  const campaigns = createCampaignStore({ client, table: cloud.variable('CAMPAIGNS_TABLE') });
  const model = stage.recordModel;
  const customers = createCustomerStore({ client, table: cloud.variable('CUSTOMERS_TABLE'), model });
  let lastDay = date;
  // One thing at a time: a file dropped during a run is taken in after it.
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = before.then(work, work);
    before = result.catch(() => {});
    return result;
  };

  return {
    timeZone: stage.timeZone,
    nowMs: () => Math.min(cloud.clock.nowMs(), instantOf(addDays(lastDay, 1), '00:00', stage.timeZone) - 1000),
    revision() {
      // What the viewer itself reads is no news.
      const last = cloud.calls().findLast(({ functionName }) => functionName !== 'local');
      const waiting = Object.values(cloud.deadLetters()).flat().length;
      const counts = [
        cloud.mails().length,
        cloud.cards().length,
        cloud.failures().length,
        cloud.logSizeBytes(),
        waiting,
      ];
      return [...counts, last?.atMs ?? 0].join('.');
    },
    mails: () => cloud.mails(),
    cards: () => cloud.cards().map(({ path, ...post }) => ({ ...post, place: placeOf(path, stage.defaultChannel) })),
    sendLog: () => readSendLog(cloud),
    async customerNames(ids) {
      const found = await customers.getMany(ids.map((id) => ({ type: 'customer', id })));
      const names = [...found.values()].map((record) => [
        record.id,
        textOf(record, 'name') || textOf(record, 'company'),
      ]);
      return new Map(names.map(([id = '', name = '']) => [id, name]));
    },
    campaigns: () => readCampaigns(campaigns, cloud),
    troubles: async () => readTroubles(cloud),
    runThrough: (until) =>
      inTurn(async () => {
        const from = addDays(lastDay, 1);
        if (until < from) return cloud.drain();
        lastDay = until;
        await runServedDays(cloud, { from, until }, zones);
        await onMoved();
      }),
    upload: (key, bytes) =>
      inTurn(async () => {
        const outcome = await takeUpload({ cloud, campaigns, customers, stage }, key, bytes);
        // Functions keep what is live for a second, which would never pass while the clock stands still.
        cloud.clock.moveTo(cloud.clock.nowMs() + 1001);
        await onMoved();
        return outcome;
      }),
  };
}

/** Webhooks are named for whom they reach; the default one is the stage's channel. */
function placeOf(path: string, defaultChannel: string): string {
  const name = decodeURIComponent(path.split('/').at(-1) ?? '');
  return name === 'default' || name === '' ? defaultChannel : name;
}
