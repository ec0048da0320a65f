import type { ListItem } from '../../domain/http/items-to-csv.ts';
import { type Refusal, refuse } from './api-answer.ts';
import { readJsonBody } from './read-json-body.ts';

/** The items of a list, and whether it says that there are more. */
export interface ReadItems {
  readonly items: readonly ListItem[];
  readonly hasMore: boolean;
}

/** Reads `[{…}]`, or `{ "value": [{…}] }` as "Get items" of the SharePoint connector answers. */
export function readItems(bytes: Uint8Array): ReadItems | Refusal {
  const read = readJsonBody(bytes);
  if ('problem' in read) return read;
  const { value } = read;
  const list: unknown = isItem(value) ? value.value : value;
  if (!Array.isArray(list)) return notAList;
  if (list.length === 0) return refuse('empty');
  const items: ListItem[] = [];
  for (const one of list) {
    if (!isItem(one)) return notAList;
    items.push(one);
  }
  return { items, hasMore: isItem(value) && typeof value['@odata.nextLink'] === 'string' };
}

function isItem(value: unknown): value is ListItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const notAList = refuse('content', {
  more: {
    ja: 'JSONは [{ "顧客ID": … }, …] か { "value": [ … ] } の形にしてください。',
    en: 'JSON is [{ "id": … }, …] or { "value": [ … ] }.',
  },
});
