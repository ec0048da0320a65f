import { once } from 'node:events';
import type { IsoDate } from '../../lambda/domain/calendar/plain-date.ts';
import type { BucketFile } from '../../lambda/ports.ts';
import type { Deployment } from '../../lib/config/deployment.ts';
import { createLocalCloudBackend } from '../viewer/local-cloud-backend.ts';
import { startViewer } from '../viewer/start-viewer.ts';
import { beginRun } from './begin-run.ts';
import { type ImportFile, loadFiles } from './load-files.ts';
import { openCloud } from './open-cloud.ts';
import { outboxTable } from './outbox-table.ts';
import { readBefore, readOutcome } from './read-outcome.ts';
import { runServedDays } from './run-served-days.ts';
import { announce } from './running-cloud.ts';
import { summarize } from './summarize.ts';

/** What to show, and where. */
export interface ServeOptions {
  readonly deployment: Deployment;
  readonly data: readonly ImportFile[];
  readonly templates: readonly BucketFile[];
  readonly zones: readonly string[];
  readonly date: IsoDate;
  readonly stateDir?: string;
  readonly port?: number;
  readonly pagesPort?: number;
  readonly onProgress: (text: string) => void;
}

/** Brings everything up, runs the day, prints what was sent, and serves the viewer until the process is told to end. */
export async function serve(options: ServeOptions): Promise<void> {
  const { deployment, data, templates, zones, date, port, onProgress } = options;
  const days = { from: date, until: date };
  const { startMs, reports } = await beginRun({ ...options, days });
  const cloud = await openCloud({ ...options, startMs });
  const closing: (() => Promise<void>)[] = [];
  try {
    await loadFiles(cloud, data, templates, onProgress);
    onProgress(`Running the campaigns of ${date}…`);
    // From now on only runs move it: whoever reads the day's cards takes their time.
    cloud.clock.hold();
    await runServedDays(cloud, days, zones);
    const outcome = await readOutcome(cloud, reports.reported);
    process.stdout.write(`${await outboxTable(outcome.mails)}\n\n${summarize(days, outcome).text}\n\n`);

    const { locale } = deployment.stage;
    const announced = await announce(cloud);
    closing.push(announced.remove);
    const backend = createLocalCloudBackend({ cloud, zones, date, stage: deployment.stage, onMoved: announced.update });
    const viewer = await startViewer({ backend, locale, ...(port !== undefined && { port }) });
    process.stdout.write(`Viewer: ${viewer.url}  (Ctrl+C ends it)\n`);
    process.stdout.write(`HTTP API: ${cloud.pagesUrl}/v1/events, /v1/import  (its key: npx fushime api-key)\n`);
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    closing.push(viewer.close);
    reports.complete(await readBefore(cloud));
  } finally {
    for (const close of closing) await close();
    await cloud.close();
  }
}
