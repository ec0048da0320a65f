import type { Hop, Step } from '../campaign/campaign.ts';
import type { FieldModel, RecordModel, RecordTypeModel } from './record-model.ts';

/**
 * Every type that references lead to from the types in `starts`, by the shortest way, nearest first; each type once, the
 * starts themselves never. Of several references to a type the one called like it counts, or else the first.
 */
export function stepsFrom(model: RecordModel, starts: readonly string[]): readonly Step[] {
  const seen = new Set(starts);
  const steps: Step[] = [];
  let level = starts;
  while (level.length > 0) {
    const next: string[] = [];
    for (const from of level) {
      const type = model.find((each) => each.type === from);
      for (const { key, target } of referencesOf(type)) {
        if (seen.has(target) || !model.some((each) => each.type === target)) continue;
        seen.add(target);
        steps.push({ from, field: key, target });
        next.push(target);
      }
    }
    level = next;
  }
  return steps;
}

/** The references that lead from a start to `target`, in the order in which they are followed; undefined when none do. */
export function hopsTo(steps: readonly Step[], target: string): readonly Hop[] | undefined {
  const last = steps.find((step) => step.target === target);
  if (last === undefined) return undefined;
  return [...(hopsTo(steps, last.from) ?? []), { field: last.field, target }];
}

/** The steps that are needed to come to `targets`, in the order in which they are followed. */
export function stepsTo(steps: readonly Step[], targets: readonly string[]): readonly Step[] {
  const needed = new Set(targets);
  // A step comes after those that lead to it.
  for (const { from, target } of [...steps].reverse()) if (needed.has(target)) needed.add(from);
  return steps.filter(({ target }) => needed.has(target));
}

function referencesOf(type: RecordTypeModel | undefined): readonly (FieldModel & { readonly target: string })[] {
  const references = (type?.fields ?? []).flatMap((field) =>
    field.kind === 'reference' && field.target !== undefined ? [{ ...field, target: field.target }] : [],
  );
  const isNamedLikeTarget = ({ key, target }: (typeof references)[number]) => key === target;
  return [...references.filter(isNamedLikeTarget), ...references.filter((each) => !isNamedLikeTarget(each))];
}
