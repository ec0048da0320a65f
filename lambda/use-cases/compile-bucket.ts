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
  readonly result: ReturnType<typeof compileCampaignFile>;
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
  const partials = new Map(
    files.filter(({ key }) => key.startsWith(PARTIALS)).map(({ key, text }) => [nameOf(key), text]),
  );
  const common = contentHash(JSON.stringify([settings.stage, settings.model, [...partials].sort()]));
  const entries: Record<string, ManifestEntry> = {};
  const attempts: Attempt[] = [];
  for (const { key, text } of files.filter((file) => file.key.startsWith(CAMPAIGNS))) {
    const id = nameOf(key);
    const live = manifest.campaigns[id];
    const inputHash = contentHash(common, text);
    if (live?.inputHash === inputHash) entries[id] = live;
    else attempts.push(attempt(key, id, text, inputHash, live, partials, manifest, settings));
  }

  const hashes = new Map([...partials].map(([name, text]) => [name, contentHash(text)]));
  const badPartials = findBadPartials(attempts, hashes);
  const fresh: CampaignVersion[] = [];
  const broken: Record<string, RejectedFile> = {};
  for (const { id, file, sourceHash, inputHash, live, result } of attempts) {
    if (live !== undefined) entries[id] = live;
    if (result.kind === 'invalid') {
      // More than a screenful helps nobody, and the manifest has to stay small.
      broken[file] = { hash: inputHash, problems: result.problems.slice(0, MAX_PROBLEMS) };
      continue;
    }
    if (result.partials.some((name) => badPartials.has(name))) continue;
    fresh.push(result.version);
    entries[id] = entryOf(result.version, live, settings.nowMs, {
      sourceHash,
      inputHash,
      partials: Object.fromEntries(result.partials.map((name) => [name, hashes.get(name) ?? ''])),
    });
  }
  return {
    entries,
    fresh: fresh.filter(({ campaign, version }) => manifest.campaigns[campaign.id]?.version !== version),
    broken,
  };
}

function attempt(
  file: string,
  id: string,
  source: string,
  inputHash: string,
  live: ManifestEntry | undefined,
  partials: ReadonlyMap<string, string>,
  manifest: Manifest,
  { stage, model, nowMs }: CompileSettings,
): Attempt {
  const sourceHash = contentHash(source);
  const result = compileCampaignFile({
    ...{ file, source, partials, stage, model, nowMs },
    identityOf: (replaced) => manifest.campaigns[replaced]?.identity ?? manifest.withdrawn[replaced] ?? replaced,
    alreadyLive: live?.sourceHash === sourceHash,
  });
  return { id, file, sourceHash, inputHash, live, result };
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
  hashes: Pick<ManifestEntry, 'sourceHash' | 'inputHash' | 'partials'>,
): ManifestEntry {
  const { identity, name, enabled, at, timeZone, trigger } = campaign;
  // Switching on, for the first time or again, looks forward only.
  const enabledAt = live?.enabled === true ? live.enabledAt : new Date(nowMs).toISOString();
  return {
    ...{ version, identity, name, enabled, enabledAt, at, timeZone },
    ...(trigger.kind === 'event' && { event: trigger.event }),
    ...hashes,
  };
}

function nameOf(key: string): string {
  const base = key.slice(key.indexOf('/') + 1);
  return base.endsWith(SUFFIX) ? base.slice(0, -SUFFIX.length) : base;
}
