import type { Recipient, Where } from '../campaign/campaign.ts';

/** What a campaign says that may speak of records beyond the trigger's path. */
export interface Speaking {
  readonly where: Where;
  readonly to: Recipient;
  /** Types that its texts name. */
  readonly shownTypes: ReadonlySet<string>;
}

/** Those of `types` that a campaign speaks of: in its condition, its texts, or as whom it goes to. */
export function namedTypes({ where, to, shownTypes }: Speaking, types: readonly string[]): readonly string[] {
  return types.filter(
    (type) => shownTypes.has(type) || (to.kind === 'field' && to.type === type) || isAskedOf(where, type),
  );
}

function isAskedOf(where: Where, type: string): boolean {
  if (where.kind === 'map') return where.clauses.some((clause) => clause.type === type);
  // A checked expression names every field as `type["key"]`.
  return where.kind === 'cel' && where.expression.includes(`${type}[`);
}
