import type { CampaignVersion } from '../../../domain/campaign/campaign.ts';
import type { CampaignStore } from '../../../ports.ts';
import { emptyManifest } from '../../stores/empty-manifest.ts';
import { getItem, putItem, type TableRef, updateItem } from '../table.ts';
import { createRuns } from './runs.ts';

const MANIFEST_KEY = { pk: 'manifest', sk: 'manifest' };

/** Versions, manifest, runs and watermarks in the Campaigns table. Throws StoreError when the table does not answer. */
export function createCampaignStore(ref: TableRef): CampaignStore {
  return {
    async manifest() {
      const item = await getItem(ref, MANIFEST_KEY);
      if (item === undefined) return emptyManifest;
      const { pk, sk, ...kept } = item;
      return { ...emptyManifest, ...kept };
    },
    async putManifest(manifest) {
      const seen = manifest.revision - 1;
      return putItem(
        ref,
        { ...manifest, ...MANIFEST_KEY },
        seen === 0
          ? { expression: 'attribute_not_exists(pk)' }
          : { expression: '#revision = :seen', names: { '#revision': 'revision' }, values: { ':seen': seen } },
      );
    },
    async version(campaign, version) {
      const item = await getItem(ref, versionKey(campaign, version));
      if (item === undefined) return undefined;
      const stored: CampaignVersion = JSON.parse(item.json);
      return stored;
    },
    async putVersion(version) {
      // As text: a version is read and written whole, and its Handlebars would gain nothing from being attributes.
      const item = { ...versionKey(version.campaign.id, version.version), json: JSON.stringify(version) };
      await putItem(ref, item, { expression: 'attribute_not_exists(pk)' });
    },
    async watermark(campaign) {
      const item = await getItem(ref, watermarkKey(campaign));
      return item?.day;
    },
    async advanceWatermark(campaign, day) {
      await updateItem(ref, watermarkKey(campaign), {
        update: 'SET #day = :day',
        condition: 'attribute_not_exists(#day) OR #day < :day',
        names: { '#day': 'day' },
        values: { ':day': day },
      });
    },
    ...createRuns(ref),
  };
}

function versionKey(campaign: string, version: string) {
  return { pk: `version#${campaign}`, sk: version };
}

function watermarkKey(campaign: string) {
  return { pk: `campaign#${campaign}`, sk: 'watermark' };
}
