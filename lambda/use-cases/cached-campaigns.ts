import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import type { CampaignStore, Clock, Manifest } from '../ports.ts';

/** Long enough to serve a batch with one read, short enough that a withdrawn campaign stops at once for a person. */
const MANIFEST_KEPT_MS = 1_000;

/** The campaign store as a container reads it: a version, which never changes, once; the manifest once a second. */
export function cacheCampaigns(store: CampaignStore, clock: Clock): CampaignStore {
  const versions = new Map<string, CampaignVersion>();
  let manifest: { readonly value: Manifest; readonly untilMs: number } | undefined;
  return {
    ...store,
    async manifest() {
      if (manifest === undefined || manifest.untilMs <= clock.nowMs()) {
        manifest = { value: await store.manifest(), untilMs: clock.nowMs() + MANIFEST_KEPT_MS };
      }
      return manifest.value;
    },
    async version(campaign, version) {
      const name = `${campaign}#${version}`;
      const known = versions.get(name) ?? (await store.version(campaign, version));
      if (known !== undefined) versions.set(name, known);
      return known;
    },
  };
}
