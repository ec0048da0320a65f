import type { Page } from '../ports.ts';

/** The items of an answer that comes in pages, page by page, from the first to the last. */
export async function* pagesOf<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<readonly T[], void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield page.items;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
