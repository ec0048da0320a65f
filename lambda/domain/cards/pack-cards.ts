import {
  type CardElement,
  type CardPayload,
  type Container,
  type Mention,
  maxPayloadBytes,
  sizeBytes,
} from './adaptive-card.ts';
import type { CardWithIds } from './send-card-facts.ts';

/** Rows that belong under one heading. */
export interface CardGroup {
  readonly heading: readonly CardElement[];
  /** Whom the heading mentions. */
  readonly mentions: readonly Mention[];
  readonly rows: readonly { readonly id: string; readonly element: CardElement }[];
}

interface OpenCard {
  readonly groups: (Pick<CardGroup, 'heading' | 'mentions'> & { readonly rows: CardElement[] })[];
  readonly ids: string[];
  bytes: number;
}

/** An empty box and its commas. */
const boxBytes = 80;

/**
 * Lays groups out over as few cards as their size allows, in order. A group cut in two has its heading on both cards.
 * `frame` puts a card's boxes between head and foot, with the mentions in them, as part `part` of `parts`.
 */
export function packCards(
  groups: readonly CardGroup[],
  frame: (boxes: readonly Container[], mentions: readonly Mention[], part: number, parts: number) => CardPayload,
): readonly CardWithIds[] {
  const roomBytes = maxPayloadBytes - sizeBytes(frame([], [], 999, 999));
  const cards: OpenCard[] = [];
  for (const { heading, mentions, rows } of groups) {
    const headingBytes = sizeBytes(heading) + sizeBytes(mentions) + boxBytes;
    let card = cards.at(-1);
    let isHeaded = false;
    for (const { id, element } of rows) {
      const rowBytes = sizeBytes(element) + 1;
      const neededBytes = rowBytes + (isHeaded ? 0 : headingBytes);
      if (!card || card.bytes + neededBytes > roomBytes) {
        card = { groups: [], ids: [], bytes: 0 };
        cards.push(card);
        isHeaded = false;
      }
      if (!isHeaded) card.groups.push({ heading, mentions, rows: [] });
      card.bytes += rowBytes + (isHeaded ? 0 : headingBytes);
      isHeaded = true;
      card.groups.at(-1)?.rows.push(element);
      card.ids.push(id);
    }
  }
  return cards.map((card, index) => ({
    payload: frame(
      card.groups.map(toBox),
      card.groups.flatMap(({ mentions }) => mentions),
      index + 1,
      cards.length,
    ),
    ids: card.ids,
  }));
}

function toBox({ heading, rows }: OpenCard['groups'][number]): Container {
  return { type: 'Container', separator: true, spacing: 'medium', items: [...heading, ...rows] };
}
