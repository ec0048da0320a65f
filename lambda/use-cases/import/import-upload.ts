import { localDate } from '../../domain/calendar/zone.ts';
import { baseName } from '../../domain/import/find-import-kind.ts';
import type { Upload, UploadRef } from '../../domain/import/upload.ts';
import type { FetchedFile } from '../../ports.ts';
import { placeFile } from './placed-file.ts';
import { surveyUpload } from './survey-upload.ts';
import { handBack, tellGone, tellHeld } from './tell-upload.ts';
import type { ImportUploadTools } from './upload-tools.ts';
import { type UploadWork, writeUpload } from './write-upload.ts';

/** What the import queue tells of an upload: a file has come; go on with it; a person has decided. */
export type UploadMessage =
  | ({ readonly kind: 'created'; readonly etag?: string } & UploadRef)
  | ({ readonly kind: 'continue' | 'decided' } & UploadRef);

/**
 * Brings an upload a step further: reads it through; lets it wait for a person if it changes too much; stores it. When time
 * runs short it goes on in another invocation. Any message may come twice, and a worker may die at any time: what is done
 * is not done again, and the counts stay. A newer file under the same key takes the place of an older one.
 */
export async function importUpload(tools: ImportUploadTools, message: UploadMessage): Promise<void> {
  const { uploads, log } = tools;
  const known = await uploads.get(message);
  const upload = message.kind === 'created' ? await begin(tools, message, known) : goesOn(known);
  if (upload === undefined) return;
  if (upload.state === 'held') return decided(tools, upload);
  const file = await tools.files.fetch(upload.key);
  if (file === undefined) return tellGone(tools, upload);
  try {
    if (upload.etag !== undefined && upload.etag !== file.etag) {
      await uploads.note({ ...upload, state: 'superseded' });
      return log.info('upload-superseded', { at: upload.at });
    }
    await bringOn(tools, { ...upload, etag: file.etag }, file);
  } finally {
    await file.discard();
  }
}

/** What a new file begins with; undefined when it has been dealt with, or a newer one has come meanwhile. */
async function begin(
  { uploads, stage }: ImportUploadTools,
  { key, at, etag }: Extract<UploadMessage, { readonly kind: 'created' }>,
  known: Upload | undefined,
): Promise<Upload | undefined> {
  // Two uploads of one file within the same second have one name.
  const isOther = etag !== undefined && known?.etag !== undefined && known.etag !== etag;
  if (known !== undefined && !isOther) return isEnd(known) ? undefined : known;
  const placed = placeFile(stage.recordModel, baseName(key));
  const type = placed.kind === 'records' ? placed.type.type : placed.kind === 'events' ? 'event' : undefined;
  const upload: Upload = {
    ...{ key, at, state: 'survey', type, isFull: false, rows: 0, rowsDone: 0 },
    counts: { created: 0, updated: 0, unchanged: 0, rejected: 0, removed: 0, warnings: 0 },
    ...(etag !== undefined && { etag }),
  };
  const latest = await uploads.latest(key);
  if (latest !== undefined && latest.at > at) {
    await uploads.note({ ...upload, state: 'superseded' });
    return undefined;
  }
  await uploads.note(upload);
  // A worker that is at the older one sees this and stops.
  if (latest !== undefined && latest.at < at && !isEnd(latest)) await uploads.note({ ...latest, state: 'superseded' });
  return upload;
}

function goesOn(known: Upload | undefined): Upload | undefined {
  return known === undefined || isEnd(known) ? undefined : known;
}

function isEnd({ state }: Upload): boolean {
  return state === 'done' || state === 'dropped' || state === 'superseded';
}

async function decided(tools: ImportUploadTools, upload: Upload): Promise<void> {
  const { uploads, queues, log } = tools;
  // The word may not have got out before a worker died.
  if (upload.decision === undefined) return tellHeld(tools, upload);
  log.info('upload-decided', { at: upload.at, decision: upload.decision.decision });
  if (upload.decision.decision === 'drop') return uploads.note({ ...upload, state: 'dropped' });
  await uploads.note({ ...upload, state: 'write' });
  await queues.import([{ kind: 'continue', key: upload.key, at: upload.at }]);
}

async function bringOn(tools: ImportUploadTools, upload: Upload, file: FetchedFile): Promise<void> {
  const placed = placeFile(tools.stage.recordModel, baseName(upload.key));
  const isFull = file.isFull || upload.key.startsWith('imports/full/');
  // Only a person can mean it: those who may post files never say so.
  const isMeant = file.isMeant && !upload.key.startsWith('imports/api/');
  const work: UploadWork = {
    upload: { ...upload, isFull: isFull && placed.kind === 'records' },
    file: { ...file, isMeant },
    placed,
    today: localDate(Date.parse(upload.at), tools.stage.timeZone),
  };
  const surveyed = upload.state === 'survey' ? await surveyUpload(tools, work) : work.upload;
  if (surveyed === undefined) return handBack(tools, upload);
  if (surveyed.state === 'held') return tellHeld(tools, surveyed);
  if (surveyed.state === 'write') await writeUpload(tools, { ...work, upload: surveyed });
}
