import type { KnownUpload, Upload } from './upload.ts';

/**
 * How long after its last note an upload may still go on: the message of a worker that died lies hidden for an hour and a half
 * (lib/constructs/work-queue.ts), and may then have to wait for a free worker.
 */
export const upToDeathMs = 2 * 3_600_000;

/** Files that came within this time were put there together, the parts of a list for example: the storage tells of them in any order. */
const togetherMs = 60_000;

/**
 * Whether an upload has to be through before another of its type may begin, so that no older file is written over a newer one:
 * it came before it, is under way, and its worker has not died for good.
 */
export function isAheadOf(other: KnownUpload, upload: Upload, nowMs: number): boolean {
  if (!isUnderWay(other) || turnOf(other) >= turnOf(upload)) return false;
  const lastMs = Math.max(Date.parse(other.notedAt), Date.parse(other.decision?.at ?? other.notedAt));
  return nowMs - lastMs < upToDeathMs;
}

/** The latest of the uploads of its type that came after an upload and stored something, or began to; undefined when none did. */
export function newerThan(upload: Upload, ofItsType: readonly Upload[]): Upload | undefined {
  const newer = ofItsType.filter((other) => other.at > upload.at && isStoring(other));
  return newer.reduce<Upload | undefined>(
    (last, each) => (last !== undefined && last.at > each.at ? last : each),
    undefined,
  );
}

/**
 * Whether one of the uploads of its type came so long after an upload that the two were not put there together, and stored
 * something, or began to. Not of events, each of which is one by itself, nor of an upload on which a person has decided.
 */
export function isOvertaken(upload: Upload, ofItsType: readonly Upload[]): boolean {
  if (upload.type === 'event' || upload.decision !== undefined) return false;
  const newer = newerThan(upload, ofItsType);
  return newer !== undefined && Date.parse(newer.at) - Date.parse(upload.at) >= togetherMs;
}

function isStoring({ counts: { created, updated, unchanged, removed }, progress }: Upload): boolean {
  return created + updated + unchanged + removed > 0 || progress?.isBegun === true;
}

function isUnderWay({ state, decision, failedAt }: Upload): boolean {
  if (failedAt !== undefined) return false;
  return state === 'survey' || state === 'write' || (state === 'held' && decision?.decision === 'take');
}

/** Uploads have their turn as they come; one that waited for a person, as that person spoke. */
function turnOf({ key, at, decision }: Upload): string {
  return `${decision?.at ?? at} ${key}`;
}
