import { basename } from 'node:path';
import type { CampaignVersion } from '../../lambda/domain/campaign/campaign.ts';
import { compileCampaignFile } from '../../lambda/domain/campaign-file/compile-campaign-file.ts';
import { extendModel } from '../../lambda/domain/campaign-file/extend-model.ts';
import type { BucketFile } from '../../lambda/ports.ts';
import type { Rehearsal } from './rehearsal.ts';

/**
 * The version of the one campaign file to be previewed: as it was published, or as it would be if it were live already,
 * so that an announcement can be looked at after its day. Undefined when the file is broken.
 */
export async function previewedVersion(
  { campaigns, manifest, tools, clock }: Rehearsal,
  file: BucketFile,
  partials: readonly BucketFile[],
): Promise<CampaignVersion | undefined> {
  const [live] = Object.entries(manifest.campaigns);
  if (live !== undefined) return campaigns.version(live[0], live[1].version);
  const compiled = compileCampaignFile({
    file: file.key,
    source: file.text,
    partials: new Map(partials.map(({ key, text }) => [basename(key, '.hbs'), text])),
    stage: tools.stage,
    model: extendModel(tools.stage.recordModel, await tools.customers.extraColumns()),
    nowMs: clock.nowMs(),
    identityOf: (id) => id,
    alreadyLive: true,
  });
  return compiled.kind === 'compiled' ? compiled.version : undefined;
}
