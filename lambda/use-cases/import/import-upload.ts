import { localDate } from '../../domain/calendar/zone.ts';
import { baseName } from '../../domain/import/find-import-kind.ts';
import { cameLate, heldAsLate } from '../../domain/import/hold-of.ts';
import { openStates, type Upload, type UploadRef } from '../../domain/import/upload.ts';
import type { FetchedFile } from '../../ports.ts';
import { placeFile } from './placed-file.ts';
import { surveyUpload } from './survey-upload.ts';
import { handBack, supersede, tellGone, tellHeld } from './tell-upload.ts';
import { readingMs } from './upload-pace.ts';
import type { ImportUploadTools } from './upload-tools.ts';
import { type Turn, takeTurn } from './upload-turn.ts';
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
  const { uploads } = tools;
  const known = await uploads.get(message);
  const upload = message.kind === 'created' ? await begin(tools, message, known) : goesOn(known);
  if (upload === undefined) return;
  if (upload.state === 'held') return decided(tools, upload);
  const turn = await takeTurn(tools, upload);
  if (turn === 'later') return;
  const file = await tools.files.fetch(upload.key);
  if (file === undefined) return tellGone(tools, upload);
  try {
    if (upload.etag !== undefined && upload.etag !== file.etag) await supersede(tools, upload);
    else await bringOn(tools, { ...upload, etag: file.etag }, file, turn);
  } finally {
    await file.discard();
  }
}

/** What a new file begins with; undefined when it has been dealt with, or a newer one has come meanwhile. */
async function begin(
  tools: ImportUploadTools,
  { key, at, etag }: Extract<UploadMessage, { readonly kind: 'created' }>,
  known: Upload | undefined,
): Promise<Upload | undefined> {
  const { uploads, stage } = tools;
  // Two uploads of one file within the same second have one name; the one that is in the bucket came last.
  const isOther = etag !== undefined && known?.etag !== undefined && known.etag !== etag;
  if (known !== undefined && !(isOther && (await isPresent(tools, key, etag))))
    return isOther ? undefined : goesOn(known);
  const placed = placeFile(stage.recordModel, baseName(key));
  const type = placed.kind === 'records' ? placed.type.type : placed.kind === 'events' ? 'event' : undefined;
  const upload: Upload = {
    ...{ key, at, state: 'survey', type, isFull: false, rows: 0, rowsDone: 0 },
    counts: { created: 0, updated: 0, unchanged: 0, rejected: 0, removed: 0, warnings: 0 },
    ...(etag !== undefined && { etag }),
  };
  const latest = await uploads.latest(key);
  const isLate = latest !== undefined && latest.at > at;
  // False when the same message is with somebody else, too.
  const isNew = await uploads.begin(isLate ? { ...upload, state: 'superseded' } : upload);
  if (isLate) return undefined;
  // A worker that is at the older one sees this and stops.
  if (latest !== undefined && latest.at < at) await uploads.note({ ...latest, state: 'superseded' }, openStates);
  return isNew ? upload : goesOn(await uploads.get({ key, at }));
}

async function isPresent({ files }: ImportUploadTools, key: string, etag: string): Promise<boolean> {
  const file = await files.fetch(key);
  await file?.discard();
  return file?.etag === etag;
}

function goesOn(known: Upload | undefined): Upload | undefined {
  if (known === undefined || !openStates.includes(known.state)) return undefined;
  const { failedAt: _, ...upload } = known;
  return upload;
}

async function decided(tools: ImportUploadTools, upload: Upload): Promise<void> {
  const { uploads, queues, log } = tools;
  // The word may not have got out before a worker died.
  if (upload.decision === undefined) return tellHeld(tools, upload);
  log.info('upload-decided', { at: upload.at, decision: upload.decision.decision });
  const isTaken = upload.decision.decision === 'take';
  await uploads.note({ ...upload, state: isTaken ? 'write' : 'dropped' }, ['held']);
  if (isTaken) await queues.import([{ kind: 'continue', key: upload.key, at: upload.at }]);
}

async function bringOn(tools: ImportUploadTools, upload: Upload, file: FetchedFile, turn: Turn): Promise<void> {
  const placed = placeFile(tools.stage.recordModel, baseName(upload.key));
  const isFull = file.isFull || upload.key.startsWith('imports/full/');
  // Only a person can mean it: those who may post files never say so.
  const isMeant = file.isMeant && !upload.key.startsWith('imports/api/');
  const work: UploadWork = {
    upload: { ...upload, isFull: isFull && placed.kind === 'records' && !cameLate(upload) },
    file: { ...file, isMeant },
    placed,
    today: localDate(Date.parse(upload.at), tools.stage.timeZone),
  };
  if (upload.state === 'write') return storeOrAsk(tools, work, turn);
  const surveyed = await surveyUpload(tools, work);
  if (surveyed === 'superseded') return supersede(tools, upload);
  if (typeof surveyed === 'string') return handBack(tools, upload);
  if (surveyed.state === 'held') return tellHeld(tools, surveyed);
  // Its ids may have to be read first, at one go.
  if (!tools.hasTime(readingMs(surveyed.rows))) return handBack(tools, surveyed);
  // The queue keeps no order: it may have told of an earlier one only meanwhile.
  await storeOrAsk(tools, { ...work, upload: surveyed }, await takeTurn(tools, surveyed));
}

/** Stores an upload whose turn it is; when that came late, a person is asked first. */
async function storeOrAsk(tools: ImportUploadTools, work: UploadWork, turn: Turn): Promise<void> {
  if (turn === 'later') return;
  if (turn === 'now') return writeUpload(tools, work);
  const held = heldAsLate(work.upload);
  if (await tools.uploads.note(held, ['write'])) await tellHeld(tools, held);
}
