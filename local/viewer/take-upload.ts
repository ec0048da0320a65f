import { parse } from 'csv-parse/sync';
import type { StageConfig } from '../../lambda/domain/stage-config.ts';
import type { CampaignStore, CustomerStore, Manifest } from '../../lambda/ports.ts';
import { forecastNextRun } from '../../lambda/use-cases/forecast-next-run.ts';
import type { LocalCloud } from '../cloud/local-cloud.ts';
import { readLogEvents } from './log-events.ts';
import type { UploadOutcome } from './viewer-backend.ts';

/** Where uploads go, and where what came of them is found. */
export interface UploadTools {
  readonly cloud: Pick<LocalCloud, 'putObject' | 'readObject' | 'listObjects' | 'drain' | 'logs' | 'clock'>;
  readonly campaigns: CampaignStore;
  readonly customers: CustomerStore;
  readonly stage: StageConfig;
}

const MAX_IMPORT_PROBLEMS = 50;

/** Puts a file into the bucket, waits until all that follows is done, and tells what came of it. */
export async function takeUpload(tools: UploadTools, key: string, bytes: Uint8Array): Promise<UploadOutcome> {
  return key.startsWith('imports/') ? takeImport(tools, key, bytes) : takeTemplate(tools, key, bytes);
}

async function takeTemplate(tools: UploadTools, key: string, bytes: Uint8Array): Promise<UploadOutcome> {
  const { cloud, campaigns, stage } = tools;
  const before = await campaigns.manifest();
  await cloud.putObject(key, bytes, { 'uploaded-by': viewersAddress(stage) });
  await cloud.drain();
  const after = await campaigns.manifest();
  const own = after.rejected[key];
  // A partial breaks the campaigns that use it; those broken by something else are not this file's doing.
  const broken = own ? [own] : Object.entries(after.rejected).flatMap(([file, found]) => news(before, file, found));
  if (broken.length > 0) return { kind: 'rejected', problems: broken.flatMap(({ problems }) => problems) };
  const id = key.replace(/^campaigns\/|\.hbs$/g, '');
  const changed = Object.keys(after.campaigns).filter(
    (name) => name === id || after.campaigns[name]?.version !== before.campaigns[name]?.version,
  );
  return changed.length === 0 ? { kind: 'stored' } : published(tools, after, changed);
}

/** Whoever sits before the viewer is the made-up company's marketer. */
function viewersAddress({ sender }: StageConfig): string {
  return `marketer${sender.email.slice(sender.email.lastIndexOf('@'))}`;
}

function news(before: Manifest, file: string, found: Manifest['rejected'][string]) {
  return before.rejected[file]?.hash === found.hash ? [] : [found];
}

async function published(
  { campaigns, customers, stage, cloud }: UploadTools,
  manifest: Manifest,
  ids: readonly string[],
): Promise<UploadOutcome> {
  const names = ids.map((id) => manifest.campaigns[id]?.name ?? id);
  const [only = ''] = ids;
  const version = ids.length === 1 ? await campaigns.version(only, manifest.campaigns[only]?.version ?? '') : undefined;
  if (!version) return { kind: 'published', campaigns: names };
  const { nextRun, due, lackingConsent } = await forecastNextRun(customers, version, stage, cloud.clock.nowMs());
  return { kind: 'published', campaigns: names, ...(nextRun !== undefined && { nextRun, due, lackingConsent }) };
}

async function takeImport({ cloud }: UploadTools, key: string, bytes: Uint8Array): Promise<UploadOutcome> {
  const before = { done: readLogEvents(cloud, 'upload-done').length, held: readLogEvents(cloud, 'upload-held').length };
  const errorsBefore = new Set(await cloud.listObjects('import-errors/'));
  await cloud.putObject(key, bytes);
  await cloud.drain();
  const held = readLogEvents(cloud, 'upload-held').slice(before.held).at(-1);
  if (held) return { kind: 'held', changed: Number(held.ids.changed) || 0, removed: Number(held.ids.removed) || 0 };
  const told = readLogEvents(cloud, 'upload-done').slice(before.done);
  const sum = (name: string) => told.reduce((total, { ids }) => total + (Number(ids[name]) || 0), 0);
  const errorFiles = (await cloud.listObjects('import-errors/')).filter((name) => !errorsBefore.has(name));
  const tables = await Promise.all(errorFiles.map((name) => cloud.readObject(name)));
  const problems = tables.flatMap((table) => (table ? problemLines(table) : []));
  if (told.length === 0 && problems.length === 0) return { kind: 'stored' };
  const counts = { created: sum('created'), updated: sum('updated'), unchanged: sum('unchanged') };
  return {
    kind: 'imported',
    ...counts,
    rejected: sum('rejected'),
    problems: problems.slice(0, MAX_IMPORT_PROBLEMS),
  };
}

/** `file:row: column: what to do`, a line each, of an error file. */
function problemLines(table: Buffer): readonly string[] {
  const rows: readonly (readonly string[])[] = parse(table, { bom: true, relax_column_count: true, from_line: 2 });
  return rows.map(([file, row, column, , explanation]) => {
    const place = row ? `${file}:${row}` : file;
    return [place, column, explanation].filter(Boolean).join(': ');
  });
}
