import type { Campaign, Trigger } from '../campaign/campaign.ts';

/** The types of the records between a trigger's date and its customers, the holder of the date first, the customer last. */
export function recordTypesOnPath(trigger: Trigger): readonly string[] {
  if (trigger.kind !== 'date') return ['customer'];
  const { base, hops, reach } = trigger.path;
  const types = [...hops.map((hop) => hop.target).reverse(), base];
  if (reach.kind !== 'self') types.push(...targetsOf(reach.via));
  if (reach.kind === 'through') {
    types.push(reach.meets.target, ...targetsOf(reach.joins), reach.type, ...targetsOf(reach.customerVia));
  }
  return [...new Set([...types.filter((type) => type !== 'customer'), 'customer'])];
}

/** The types of all records of which a campaign may speak: those on the path, and those followed from there. */
export function recordTypesOf({ trigger, follows = [] }: Pick<Campaign, 'trigger' | 'follows'>): readonly string[] {
  return [...recordTypesOnPath(trigger), ...targetsOf(follows)];
}

function targetsOf(hops: Extract<Trigger, { kind: 'date' }>['path']['hops'] = []): readonly string[] {
  return hops.map(({ target }) => target);
}
