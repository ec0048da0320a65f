import type { TeamsPost } from '../../local/endpoints/teams.ts';

/** Every web address in a JSON value: of buttons, and of links within texts. */
export function linksIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.match(/https?:\/\/[^\s"'<>()[\]\\]+/g) ?? [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(linksIn);
}

/** The pages' links of one kind (`a`, `l`, `h`, …) in cards, each once. */
export function cardLinks(cards: readonly TeamsPost[], kind: string): readonly string[] {
  const links = cards.flatMap(({ payload }) => linksIn(payload));
  return [...new Set(links)].filter((link) => new URL(link).pathname.startsWith(`/${kind}/`));
}

/** The same by customer, as the link itself says it; the newest card counts. */
export function linksByCustomer(cards: readonly TeamsPost[], kind: string): ReadonlyMap<string, string> {
  return new Map(cardLinks(cards, kind).map((link) => [customerOf(link), link]));
}

/** The texts of those of the cards that name a customer's company, as `aCustomerRow` names it. */
export function cardsAbout(cards: readonly TeamsPost[], customer: string): readonly string[] {
  return cards.map(({ payload }) => JSON.stringify(payload)).filter((card) => card.includes(`${customer}商店`));
}

function customerOf(link: string): string {
  const payload = new URL(link).pathname.split('/').at(-1)?.split('.')[0] ?? '';
  return String(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')).c);
}
