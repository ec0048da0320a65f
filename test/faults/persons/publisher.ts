import type { CampaignSpec } from '../company/spec.ts';
import { toVersion } from '../company/to-version.ts';
import type { World } from '../functions/world.ts';

/** A campaign as it has been live since an instant. */
export interface CampaignSince {
  readonly atMs: number;
  readonly id: string;
  readonly enabled: boolean;
  readonly text: number;
}

/** Puts campaigns live as publish does: each change one new manifest. */
export interface Publisher {
  readonly history: readonly CampaignSince[];
  /** Puts a new edition live. */
  edit(id: string): void;
  enable(id: string, enabled: boolean): void;
}

/** `specs` go live at once. */
export function createPublisher(world: World, specs: readonly CampaignSpec[]): Publisher {
  const { loop, trace } = world.sim;
  const history: CampaignSince[] = [];
  const live = new Map<string, CampaignSince & { readonly enabledAtMs: number }>();
  let publishing = Promise.resolve();

  function put(id: string, enabled: boolean, text: number): void {
    const before = live.get(id);
    const atMs = loop.nowMs;
    const enabledAtMs = enabled && before?.enabled !== true ? atMs : (before?.enabledAtMs ?? atMs);
    live.set(id, { atMs, id, enabled, text, enabledAtMs });
    history.push({ atMs, id, enabled, text });
    trace.add(atMs, `published ${id} ${text} ${enabled}`);
    publishing = publishing.then(write);
  }

  async function write(): Promise<void> {
    const { revision, ...rest } = await world.campaigns.manifest();
    const entries = specs.flatMap((spec) => {
      const now = live.get(spec.id);
      return now === undefined ? [] : [{ now, version: toVersion(spec, now.text, now.enabled) }];
    });
    for (const { version } of entries) await world.campaigns.putVersion(version);
    const campaigns = entries.map(({ now, version: { version, campaign } }) => [
      campaign.id,
      {
        ...{ version, identity: campaign.identity, name: campaign.name, enabled: now.enabled },
        ...{ at: campaign.at, timeZone: campaign.timeZone, enabledAt: new Date(now.enabledAtMs).toISOString() },
        ...(campaign.trigger.kind === 'event' && { event: campaign.trigger.event }),
        ...{ sourceHash: version, inputHash: version, partials: {} },
      },
    ]);
    await world.campaigns.putManifest({ ...rest, campaigns: Object.fromEntries(campaigns), revision: revision + 1 });
  }

  for (const { id } of specs) put(id, true, 1);
  return {
    history,
    edit: (id) => put(id, live.get(id)?.enabled ?? true, (live.get(id)?.text ?? 0) + 1),
    enable: (id, enabled) => put(id, enabled, live.get(id)?.text ?? 1),
  };
}
