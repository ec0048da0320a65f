/** A page that a link scanner came to. */
export interface Visited {
  readonly url: string;
  readonly status: number;
}

/**
 * Opens links as a scanner does: GET and HEAD, `rounds` times each, and everything that the pages link to or frame, as
 * far as it is on the same site. Answers each address once. Throws an Error where HEAD says something else than GET.
 */
export async function followLinks(links: readonly string[], rounds: number): Promise<readonly Visited[]> {
  const [first = ''] = links;
  const { origin } = new URL(first);
  const visited = new Map<string, Visited>();
  let next = links;
  while (next.length > 0) {
    const fresh = [...new Set(next.map(plainly))].filter((url) => url.startsWith(origin) && !visited.has(url));
    const pages: (readonly [string, Visited, string])[] = [];
    for (const url of fresh) {
      const { status, text } = await open(url);
      pages.push([url, { url, status }, text]);
    }
    for (const [url, page] of pages) visited.set(url, page);
    next = pages.flatMap(([url, , text]) => linksOf(text, url));
  }
  for (let round = 1; round < rounds; round += 1) {
    await Promise.all([...visited.keys()].map(open));
  }
  return [...visited.values()];
}

async function open(url: string): Promise<{ readonly status: number; readonly text: string }> {
  const got = await fetch(url, { redirect: 'manual' });
  const head = await fetch(url, { method: 'HEAD', redirect: 'manual' });
  if (head.status !== got.status) throw new Error(`HEAD ${head.status}, GET ${got.status}: ${url}`);
  return { status: got.status, text: await got.text() };
}

/** Where a page's attributes lead: links, frames, forms and buttons with an address of their own. */
function linksOf(html: string, base: string): readonly string[] {
  const found = html.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g);
  return [...found].map(([, to = '']) => new URL(to.replaceAll('&amp;', '&'), base).href);
}

/** Cards write `_` as `%5F`, and a scanner need not open the same page's sections one by one. */
function plainly(url: string): string {
  return decodeURI(url.replace(/#.*$/, '')).replaceAll('%5F', '_');
}
