import type { CampaignVersion } from '../domain/campaign/campaign.ts';
import type { CampaignStore, Clock, Manifest } from '../ports.ts';

/** Long enough to serve a batch with one read, short enough that a withdrawn campaign stops at once for a person. */
const MANIFEST_KEPT_MS = 1_000;

/** The campaign store as a container reads it: a version, which never changes, once; the manifest once a second. */
export function cacheCampaigns(store: CampaignStore, clock: Clock): CampaignStore {
  // Promises are kept, so that mails of one batch that ask at the same time read once.
  const versions = new Map<string, Promise<CampaignVersion | undefined>>();
  let manifest: { readonly value: Promise<Manifest>; readonly untilMs: number } | undefined;
  return {
    ...store,
    manifest() {
      if (manifest === undefined || manifest.untilMs <= clock.nowMs()) {
        const value = store.manifest();
        manifest = { value, untilMs: clock.nowMs() + MANIFEST_KEPT_MS };
        value.catch(() => {
          manifest = undefined;
        });
      }
      return manifest.value;
    },
    version(campaign, version) {
      const name = `${campaign}#${version}`;
      const known = versions.get(name);
      if (known !== undefined) return known;
      const reading = store.version(campaign, version);
      versions.set(name, reading);
      void reading.then(
        (found) => found ?? versions.delete(name),
        () => versions.delete(name),
      );
      return reading;
    },
  };
}
