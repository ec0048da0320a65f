import type { RequiredValue } from '../campaign/campaign.ts';
import { isEmpty } from './is-empty.ts';
import type { MessageContext } from './message-context.ts';

/** The names of the variables that this mail requires and that are empty for the customer, in the order of the template. */
export function missingValues(required: readonly RequiredValue[], context: MessageContext): readonly string[] {
  return required
    .filter(({ offset }) => offset === undefined || offset === context.offsetIso)
    .filter(({ path }) => isEmpty(valueAt(context, path)))
    .map(({ name }) => name);
}

/** What stands at a path of a context; undefined where nothing does. */
export function valueAt(context: unknown, path: readonly string[]): unknown {
  let value = context;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}
