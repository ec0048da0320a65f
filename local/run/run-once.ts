import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import { formatProblem } from '../../lambda/domain/campaign/problem.ts';
import type { BucketFile } from '../../lambda/ports.ts';
import type { Deployment } from '../../lib/config/deployment.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import { beginRun } from './begin-run.ts';
import { type ImportFile, loadFiles } from './load-files.ts';
import { openCloud } from './open-cloud.ts';
import { readBefore, readOutcome } from './read-outcome.ts';
import { runDays } from './run-days.ts';
import { type RunSummary, summarize } from './summarize.ts';
import { writeResults } from './write-results.ts';

/** What to run, and where the results go. */
export interface OnceOptions {
  readonly deployment: Deployment;
  readonly data: readonly ImportFile[];
  readonly templates: readonly BucketFile[];
  /** The zones that campaigns run in, the stage's first. */
  readonly zones: readonly string[];
  readonly days: { readonly from: IsoDate; readonly until: IsoDate };
  readonly stateDir?: string;
  readonly pagesPort?: number;
  readonly outDir: string;
  readonly onProgress: (text: string) => void;
}

/** Imports, publishes, fires everything due on the days, waits until all is done and writes the results. */
export async function runOnce(options: OnceOptions): Promise<RunSummary> {
  const { days, zones, data, templates, onProgress, deployment } = options;
  const { startMs, reports } = await beginRun(options);
  const cloud = await openCloud({ ...options, startMs });
  const { summary, all } = await completing(cloud, async () => {
    await loadFiles(cloud, data, templates, onProgress);
    onProgress(`Running ${days.from}${days.until === days.from ? '' : ` to ${days.until}`}…`);
    await runDays(cloud, days, zones);
    const outcome = await readOutcome(cloud, reports.reported);
    for (const { problems } of outcome.rejectedFiles) {
      for (const problem of problems) onProgress(formatProblem(problem, deployment.stage.locale));
    }
    const summary = summarize(days, outcome);
    await writeResults(options.outDir, outcome, summary, deployment.stage.locale);
    return { summary, all: await readBefore(cloud) };
  });
  // Last of all: whoever was killed before has reported nothing yet, and the next call reports it.
  reports.complete(all);
  return summary;
}

async function completing<T>(cloud: LocalCloud, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await cloud.close();
  }
}
