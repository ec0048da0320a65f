import type { CampaignVersion } from '../../domain/campaign/campaign.ts';
import type { Finding } from '../../domain/prove/finding.ts';
import { createLogDigest } from '../../domain/prove/log-digest.ts';
import { countFindings, type Period, type Proof } from '../../domain/prove/proof.ts';
import { createRepeats } from '../../domain/prove/repeats.ts';
import { createRowTally } from '../../domain/prove/row-tally.ts';
import type { CampaignStore, Manifest, ManifestEntry } from '../../ports.ts';
import { cacheCampaigns } from '../cached-campaigns.ts';
import { proveCampaign } from './prove-campaign.ts';
import { proveEvents } from './prove-events.ts';
import type { ProveTools } from './prove-tools.ts';

/** A campaign id that the manifest knows: live and switched on, or with its history only. */
export interface KnownCampaign {
  readonly id: string;
  readonly identity: string;
  readonly live: { readonly entry: ManifestEntry; readonly version: CampaignVersion } | undefined;
}

/** What the checks of the campaigns put together. */
export interface ProofParts {
  readonly digest: ReturnType<typeof createLogDigest>;
  readonly tally: ReturnType<typeof createRowTally>;
  readonly repeats: ReturnType<typeof createRepeats>;
  readonly findings: Finding[];
  readonly counts: { runs: number; rows: number; occurrences: number };
}

/**
 * Checks the send log of a period against what is promised of it: whatever fell due has its row, nothing went out twice,
 * each decision is accounted for, each "no" was heeded, each run came to its end. Reads only.
 */
export async function proveSendLog(tools: ProveTools, period: Period): Promise<Proof> {
  const nowMs = tools.clock.nowMs();
  const manifest = await tools.campaigns.manifest();
  const known = await knownCampaigns(tools.campaigns, manifest);
  const parts: ProofParts = {
    digest: createLogDigest(),
    tally: createRowTally(),
    repeats: createRepeats(),
    findings: [],
    counts: { runs: 0, rows: 0, occurrences: 0 },
  };
  const kept = { ...tools, campaigns: cacheCampaigns(tools.campaigns, tools.clock) };
  for (const campaign of known) {
    tools.onCampaign?.(campaign.id, period);
    const siblings = known.filter(({ id, identity }) => id !== campaign.id && identity === campaign.identity);
    await proveCampaign(kept, { campaign, siblings: siblings.map(({ id }) => id), period, nowMs }, parts);
  }
  await proveEvents(kept, { known, period, nowMs }, parts);
  return {
    stage: tools.stage.name,
    ...period,
    madeAt: new Date(nowMs).toISOString(),
    read: {
      ...{ manifestRevision: manifest.revision, campaigns: known.length, ...parts.counts },
      digest: parts.digest.end(),
    },
    totals: parts.tally.totals(),
    open: parts.tally.open(),
    counts: countFindings(parts.findings),
    findings: parts.findings,
  };
}

async function knownCampaigns(
  campaigns: Pick<CampaignStore, 'version'>,
  { campaigns: entries, withdrawn }: Manifest,
): Promise<readonly KnownCampaign[]> {
  const known: KnownCampaign[] = [];
  for (const [id, entry] of Object.entries(entries)) {
    const version = entry.enabled ? await campaigns.version(id, entry.version) : undefined;
    known.push({ id, identity: entry.identity, live: version && { entry, version } });
  }
  const gone = Object.entries(withdrawn).filter(([id]) => entries[id] === undefined);
  known.push(...gone.map(([id, identity]) => ({ id, identity, live: undefined })));
  return known.sort((a, b) => (a.id < b.id ? -1 : 1));
}
