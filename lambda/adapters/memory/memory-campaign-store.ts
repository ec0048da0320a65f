import type { IsoDate } from '../../domain/calendar/plain-date.ts';
import type { CampaignVersion } from '../../domain/campaign/campaign.ts';
import type { CampaignStore, RunRow } from '../../ports.ts';
import { emptyManifest } from '../stores/empty-manifest.ts';

/** Versions, manifest, runs and watermarks in memory: for the command line's forecasts and for tests. */
export function createMemoryCampaignStore(): CampaignStore {
  let live = emptyManifest;
  const versions = new Map<string, CampaignVersion>();
  const watermarks = new Map<string, IsoDate>();
  const runs = new Map<string, RunRow>();

  return {
    async manifest() {
      return live;
    },
    async putManifest(manifest) {
      if (manifest.revision !== live.revision + 1) return false;
      live = manifest;
      return true;
    },
    async version(campaign, version) {
      return versions.get(`${campaign}#${version}`);
    },
    async putVersion(version) {
      const name = `${version.campaign.id}#${version.version}`;
      if (!versions.has(name)) versions.set(name, version);
    },
    async watermark(campaign) {
      return watermarks.get(campaign);
    },
    async advanceWatermark(campaign, day) {
      if ((watermarks.get(campaign) ?? '') < day) watermarks.set(campaign, day);
    },
    async openRun(run) {
      const { drainedAt, ...there } = runs.get(runName(run)) ?? run;
      const row = drainedAt === undefined ? there : { ...there, reopenedAt: run.startedAt };
      runs.set(runName(run), row);
      return row;
    },
    async addRunCounts(campaign, date, added) {
      const run = runs.get(runName({ campaign, date }));
      if (run === undefined) throw new RangeError(`No run of ${campaign} on ${date} to count for`);
      const counts = Object.entries(added).map(([name, count]) => [name, (run.counts[name] ?? 0) + count]);
      runs.set(runName(run), { ...run, counts: { ...run.counts, ...Object.fromEntries(counts) } });
    },
    async markRun(campaign, date, mark, at) {
      const run = runs.get(runName({ campaign, date }));
      if (run === undefined || run[mark] !== undefined) return false;
      runs.set(runName(run), { ...run, [mark]: at });
      return true;
    },
    async run(campaign, date) {
      return runs.get(runName({ campaign, date }));
    },
    async lastRuns(campaign, { from = '', before = '9999-12-32', limit }) {
      return [...runs.values()]
        .filter((run) => run.campaign === campaign && run.date >= from && run.date < before)
        .sort((one, other) => (one.date < other.date ? 1 : -1))
        .slice(0, limit);
    },
    async holdRun(campaign, date, held) {
      const run = runs.get(runName({ campaign, date }));
      if (run === undefined) throw new RangeError(`No run of ${campaign} on ${date} to hold`);
      runs.set(runName(run), { ...run, held });
      return run.held === undefined;
    },
    async decideRun(campaign, date, decision) {
      const run = runs.get(runName({ campaign, date }));
      if (run?.held === undefined || run.decision !== undefined) return run?.decision;
      runs.set(runName(run), { ...run, decision });
      return decision;
    },
    async openRuns() {
      return [...runs]
        .filter(([, run]) => run.drainedAt === undefined)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, run]) => run);
    },
  };
}

function runName({ campaign, date }: Pick<RunRow, 'campaign' | 'date'>): string {
  return `${date}#${campaign}`;
}
