import { allMarketing } from '../../lambda/domain/pages/mail-choice.ts';
import type { CampaignStore, RefusalStore, Subject } from '../../lambda/ports.ts';

/** What is refused now by or for somebody. */
export interface Holding {
  readonly allMarketing: boolean;
  /** Ids of the campaigns refused by themselves; the identity where no campaign has it any more. */
  readonly campaigns: readonly string[];
  /** `everything`, `marketing` or `campaign:<identity>`: after bounces or a complaint. */
  readonly suppressed: readonly string[];
  readonly erased: boolean;
}

/** Reads what is refused now under any of the subjects. */
export async function readHolding(
  tools: {
    readonly refusals: Pick<RefusalStore, 'getMany'>;
    readonly campaigns: Pick<CampaignStore, 'manifest'>;
  },
  subjects: readonly Subject[],
): Promise<Holding> {
  const [refused] = await tools.refusals.getMany([subjects]);
  const { optedOut = [], suppressed = [], erased = false } = refused ?? {};
  const { campaigns } = await tools.campaigns.manifest();
  const idOf = new Map(Object.entries(campaigns).map(([id, { identity }]) => [identity, id]));
  return {
    allMarketing: optedOut.includes(allMarketing),
    campaigns: optedOut.filter((scope) => scope !== allMarketing).map((identity) => idOf.get(identity) ?? identity),
    suppressed,
    erased,
  };
}

/** What holds, as lines for people. */
export function holdingText({ allMarketing: all, campaigns, suppressed, erased }: Holding): string {
  const stops = [...(all ? ['all marketing mail'] : []), ...campaigns.map((id) => `the campaign ${id}`)];
  return [
    stops.length === 0 ? 'Opted out of: nothing' : `Opted out of: ${stops.join(', ')}`,
    ...(suppressed.length === 0 ? [] : [`Suppressed after a bounce or a complaint: ${suppressed.join(', ')}`]),
    ...(erased ? ['Erased: no mail at all'] : []),
    ...(stops.length === 0 ? [] : ['Mails about contracts still go out.']),
  ].join('\n');
}
