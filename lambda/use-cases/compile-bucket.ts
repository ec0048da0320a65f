import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import { compileCampaignFile } from '../domain/campaign-file/compile-campaign-file.ts';
import { contentHash } from '../domain/campaign-file/content-hash.ts';
import type { RecordModel } from '../domain/records/record-model.ts';
import type { StageConfig } from '../domain/stage-config.ts';
import type { BucketFile, Manifest, ManifestEntry, RejectedFile } from '../ports.ts';

/** What a bucket's templates come to. */
export interface CompiledBucket {
  /** The entries to be live, unchanged ones included. */
  readonly entries: Readonly<Record<string, ManifestEntry>>;
  /** Versions that are new or changed. */
  readonly fresh: readonly CampaignVersion[];
  /** Broken files with what is wrong; their last good versions stay live. */
  readonly broken: Readonly<Record<string, RejectedFile>>;
}

/** What compiling needs to know beside the files. */
export interface CompileSettings {
  readonly stage: StageConfig;
  readonly model: RecordModel;
  readonly nowMs: number;
}

interface Attempt {
  readonly id: string;
  readonly file: string;
  readonly sourceHash: string;
  readonly inputHash: string;
  readonly live: ManifestEntry | undefined;
  readonly uploadedBy: string | undefined;
  readonly result: ReturnType<typeof compileCampaignFile>;
}

/** What every campaign file of the bucket is compiled with. */
interface Bucket {
  readonly partials: ReadonlyMap<string, string>;
  /** By the partial's name. */
  readonly uploaders: ReadonlyMap<string, string | undefined>;
  readonly manifest: Manifest;
  readonly settings: CompileSettings;
}

const MAX_PROBLEMS = 50;
const CAMPAIGNS = 'campaigns/';
const PARTIALS = 'partials/';
const SUFFIX = '.hbs';

/**
 * Compiles whatever changed since the manifest. A bad file keeps its live version; a partial that breaks a campaign is
 * taken up by no campaign at all, so that all of them keep the same footer.
 */
export function compileBucket(
  files: readonly BucketFile[],
  manifest: Manifest,
  settings: CompileSettings,
): CompiledBucket {
  const partialFiles = files.filter(({ key }) => key.startsWith(PARTIALS));
  const partials = new Map(partialFiles.map(({ key, text }) => [nameOf(key), text]));
  const uploaders = new Map(partialFiles.map(({ key, uploadedBy }) => [nameOf(key), uploadedBy]));
  const common = contentHash(
    JSON.stringify([settings.stage, settings.model, [...partials].sort(), [...uploaders].sort()]),
  );
  const entries: Record<string, ManifestEntry> = {};
  const attempts: Attempt[] = [];
  for (const file of files.filter(({ key }) => key.startsWith(CAMPAIGNS))) {
    const id = nameOf(file.key);
    const live = manifest.campaigns[id];
    // The same text from somebody else is compiled again: it comes to the same version, uploaded by another person.
    const inputHash = contentHash(common, file.text, file.uploadedBy ?? '');
    if (live?.inputHash === inputHash) entries[id] = live;
    else attempts.push(attempt(file, inputHash, live, { partials, uploaders, manifest, settings }));
  }

  const hashes = new Map([...partials].map(([name, text]) => [name, contentHash(text)]));
  const badPartials = findBadPartials(attempts, hashes);
  const fresh: CampaignVersion[] = [];
  const broken: Record<string, RejectedFile> = {};
  for (const { id, file, sourceHash, inputHash, live, uploadedBy, result } of attempts) {
    if (live !== undefined) entries[id] = live;
    if (result.kind === 'invalid') {
      // More than a screenful helps nobody, and the manifest has to stay small.
      broken[file] = { hash: inputHash, problems: result.problems.slice(0, MAX_PROBLEMS) };
      continue;
    }
    if (result.partials.some((name) => badPartials.has(name))) continue;
    fresh.push(result.version);
    const people = [uploadedBy, ...result.partials.map((name) => uploaders.get(name))];
    entries[id] = entryOf(result.version, live, settings.nowMs, {
      ...{ sourceHash, inputHash },
      partials: Object.fromEntries(result.partials.map((name) => [name, hashes.get(name) ?? ''])),
      ...uploadersOf(people),
    });
  }
  return {
    entries,
    fresh: fresh.filter(({ campaign, version }) => manifest.campaigns[campaign.id]?.version !== version),
    broken,
  };
}

function attempt(
  { key: file, text: source, uploadedBy }: BucketFile,
  inputHash: string,
  live: ManifestEntry | undefined,
  { partials, uploaders, manifest, settings }: Bucket,
): Attempt {
  const { stage, model, nowMs } = settings;
  const sourceHash = contentHash(source);
  const result = compileCampaignFile({
    ...{ file, source, partials, stage, model, nowMs },
    identityOf: (replaced) => manifest.campaigns[replaced]?.identity ?? manifest.withdrawn[replaced] ?? replaced,
    alreadyLive: live?.sourceHash === sourceHash,
    uploaders: new Map([...uploaders, ['', uploadedBy]]),
  });
  return { id: nameOf(file), file, sourceHash, inputHash, live, uploadedBy, result };
}

/** Everybody whose work is in a mail, once. */
function uploadersOf(people: readonly (string | undefined)[]): Pick<ManifestEntry, 'uploadedBy'> {
  const known = people.flatMap((person) => (person === undefined ? [] : [person]));
  return known.length === 0 ? {} : { uploadedBy: [...new Set(known)] };
}

/**
 * Changed partials that a campaign cannot live with: those an error points into, and those that changed under a
 * campaign whose own file did not.
 */
function findBadPartials(attempts: readonly Attempt[], hashes: ReadonlyMap<string, string>): ReadonlySet<string> {
  const bad = new Set<string>();
  for (const { live, sourceHash, result } of attempts) {
    if (result.kind !== 'invalid') continue;
    for (const { file } of result.problems) if (file.startsWith(PARTIALS)) bad.add(nameOf(file));
    if (live === undefined || live.sourceHash !== sourceHash) continue;
    for (const [name, hash] of Object.entries(live.partials)) if (hashes.get(name) !== hash) bad.add(name);
  }
  return bad;
}

function entryOf(
  { campaign, version }: CampaignVersion,
  live: ManifestEntry | undefined,
  nowMs: number,
  sources: Pick<ManifestEntry, 'sourceHash' | 'inputHash' | 'partials' | 'uploadedBy'>,
): ManifestEntry {
  const { identity, name, enabled, at, timeZone, trigger } = campaign;
  // Switching on, for the first time or again, looks forward only.
  const now = new Date(nowMs).toISOString();
  const enabledAt = live?.enabled === true ? live.enabledAt : now;
  const isMoved = live !== undefined && (live.at !== at || live.timeZone !== timeZone);
  const timedSince = isMoved ? now : live?.timedSince;
  return {
    ...{ version, identity, name, enabled, enabledAt, at, timeZone },
    ...(timedSince !== undefined && { timedSince }),
    ...(trigger.kind === 'event' && { event: trigger.event }),
    ...sources,
  };
}

function nameOf(key: string): string {
  const base = key.slice(key.indexOf('/') + 1);
  return base.endsWith(SUFFIX) ? base.slice(0, -SUFFIX.length) : base;
}
