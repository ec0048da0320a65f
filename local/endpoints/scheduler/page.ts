import { invalid } from './scheduler-error.ts';

/** One page of a list, and the token that asks for the next. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** Cuts a page out of `items`, which are in order of `keyOf`, as `MaxResults` (1–100) and `NextToken` of a query say. */
export function pageOf<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  keyOf: (item: Item) => string,
): Page<Item> {
  const size = Number(query.get('MaxResults') ?? 100);
  if (!Number.isInteger(size) || size < 1 || size > 100) throw invalid('MaxResults must be from 1 to 100.');
  const after = Buffer.from(query.get('NextToken') ?? '', 'base64url').toString('utf8');
  const rest = items.filter((item) => keyOf(item) > after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  if (rest.length === page.length || last === undefined) return { items: page };
  return { items: page, nextToken: Buffer.from(keyOf(last)).toString('base64url') };
}
